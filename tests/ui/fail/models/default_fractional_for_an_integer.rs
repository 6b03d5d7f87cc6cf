// A default of an integer has no fraction.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[default(1.5)]
    age: i32,
}

fn main() {}
