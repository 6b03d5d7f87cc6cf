// A unique constraint has fields.
#[derive(model_runtime::Model)]
#[model(unique(name = "u"))]
struct User {
    #[primary_key]
    id: i64,
}

fn main() {}
