// A model has a primary key.
#[derive(model_runtime::Model)]
struct User {
    id: i64,
    name: String,
}

fn main() {}
