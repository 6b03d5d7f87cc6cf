// A CHECK constraint has a condition.
#[derive(model_runtime::Model)]
#[model(check(name = "positive"))]
struct User {
    #[primary_key]
    id: i64,
}

fn main() {}
