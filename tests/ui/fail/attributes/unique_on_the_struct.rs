// Uniqueness of several fields is an argument of `#[model]`.
#[derive(model_runtime::Model)]
#[unique(id, name)]
struct User {
    #[primary_key]
    id: i64,
    name: String,
}

fn main() {}
