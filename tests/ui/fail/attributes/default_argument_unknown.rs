// An argument of a default is its SQL.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[default(sqll = "1")]
    age: i32,
}

fn main() {}
