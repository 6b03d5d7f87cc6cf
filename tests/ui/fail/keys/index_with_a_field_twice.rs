// An index has each field once.
#[derive(model_runtime::Model)]
#[model(index(name, desc(name)))]
struct User {
    #[primary_key]
    id: i64,
    name: String,
}

fn main() {}
