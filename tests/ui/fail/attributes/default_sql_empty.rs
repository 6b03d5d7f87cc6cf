// A default in SQL says something.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[default(sql = "")]
    age: i64,
}

fn main() {}
