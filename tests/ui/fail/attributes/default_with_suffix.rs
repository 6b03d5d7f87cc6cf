// A default takes its type from the field.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[default(5u8)]
    age: i32,
}

fn main() {}
