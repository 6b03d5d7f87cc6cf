// A primary key is unique already.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    #[unique]
    id: i64,
}

fn main() {}
