// A default fits 64 bits.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[default(9223372036854775808)]
    age: i64,
}

fn main() {}
