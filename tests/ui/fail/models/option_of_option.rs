// A column is NULL or not.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    age: Option<Option<i32>>,
}

fn main() {}
