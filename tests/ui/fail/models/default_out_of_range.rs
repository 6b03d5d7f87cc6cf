// A default fits the type of its field.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[default(300)]
    age: u8,
}

fn main() {}
