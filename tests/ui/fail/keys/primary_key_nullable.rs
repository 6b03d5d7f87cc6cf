// A primary key is not NULL.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: Option<i64>,
}

fn main() {}
