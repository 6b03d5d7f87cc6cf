// An argument of a primary key is given once.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key(manual, manual)]
    id: i64,
}

fn main() {}
