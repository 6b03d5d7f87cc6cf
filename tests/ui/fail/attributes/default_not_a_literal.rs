// A default that is calculated is written in SQL.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[default(1 + 1)]
    age: i32,
}

fn main() {}
