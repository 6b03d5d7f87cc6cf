// An index is made of fields.
#[derive(model_runtime::Model)]
#[model(index(lower(name)))]
struct User {
    #[primary_key]
    id: i64,
    name: String,
}

fn main() {}
