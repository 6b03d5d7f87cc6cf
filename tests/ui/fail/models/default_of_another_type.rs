// A default is of the type of its field.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[default("five")]
    age: i32,
}

fn main() {}
