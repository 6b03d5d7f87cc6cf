// A length belongs to text.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[column(length = 64)]
    age: i32,
}

fn main() {}
