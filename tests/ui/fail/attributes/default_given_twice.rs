// A default is given once.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[default(1)]
    #[default(2)]
    age: i32,
}

fn main() {}
