// `#[column]` takes arguments.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[column]
    name: String,
}

fn main() {}
