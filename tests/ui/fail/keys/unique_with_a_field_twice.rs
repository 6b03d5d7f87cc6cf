// A unique constraint has each field once.
#[derive(model_runtime::Model)]
#[model(unique(name, name))]
struct User {
    #[primary_key]
    id: i64,
    name: String,
}

fn main() {}
