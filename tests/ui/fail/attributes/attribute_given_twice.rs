// An attribute is given once.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[unique]
    #[unique]
    name: String,
}

fn main() {}
