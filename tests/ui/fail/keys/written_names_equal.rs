// Constraints have names of their own.
#[derive(model_runtime::Model)]
#[model(index(name, name = "ix"), index(age, name = "ix"))]
struct User {
    #[primary_key]
    id: i64,
    name: String,
    age: i32,
}

fn main() {}
