// An index has fields.
#[derive(model_runtime::Model)]
#[model(index())]
struct User {
    #[primary_key]
    id: i64,
    age: i32,
}

fn main() {}
