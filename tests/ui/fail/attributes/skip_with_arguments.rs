// `#[skip]` takes no arguments.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[skip = true]
    name: String,
}

fn main() {}
