// Fields are declared unique once.
#[derive(model_runtime::Model)]
#[model(unique(name))]
struct User {
    #[primary_key]
    id: i64,
    #[unique]
    name: String,
}

fn main() {}
