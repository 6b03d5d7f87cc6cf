// The create builder of a model has a name beside it.
// Remedy: give the struct another name
struct UserCreate;

#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
}

fn main() {}
