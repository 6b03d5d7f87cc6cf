// An unknown argument of a CHECK constraint is answered with those that are known.
#[derive(model_runtime::Model)]
#[model(check(name = "adult", sqll = "age >= 18"))]
struct User {
    #[primary_key]
    id: i64,
    age: i32,
}

fn main() {}
