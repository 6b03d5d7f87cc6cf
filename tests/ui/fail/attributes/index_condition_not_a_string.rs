// The condition of a partial index is SQL in a string.
#[derive(model_runtime::Model)]
#[model(index(age, where = 5))]
struct User {
    #[primary_key]
    id: i64,
    age: i32,
}

fn main() {}
