// A default has a value.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[default]
    age: i32,
}

fn main() {}
