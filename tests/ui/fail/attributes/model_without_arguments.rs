// `#[model]` takes arguments.
#[derive(model_runtime::Model)]
#[model]
struct User {
    #[primary_key]
    id: i64,
}

fn main() {}
