// The condition of a CHECK constraint says something.
#[derive(model_runtime::Model)]
#[model(check(name = "adult", sql = " "))]
struct User {
    #[primary_key]
    id: i64,
    age: i32,
}

fn main() {}
