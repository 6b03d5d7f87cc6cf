// A back-reference names the accessor of the parent.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(User)]
    #[backref]
    parent_id: Option<i64>,
}

fn main() {}
