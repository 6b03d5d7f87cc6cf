// An accessor can be called.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(User)]
    self_id: Option<i64>,
}

fn main() {}
