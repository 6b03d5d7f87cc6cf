// `#[unique]` takes no arguments.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[unique(name)]
    name: String,
}

fn main() {}
