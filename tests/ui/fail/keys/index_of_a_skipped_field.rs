// An index refers to fields that are stored.
#[derive(model_runtime::Model)]
#[model(index(cache))]
struct User {
    #[primary_key]
    id: i64,
    #[skip]
    cache: String,
}

fn main() {}
