// An unknown argument of a unique constraint is answered with those that are known.
#[derive(model_runtime::Model)]
#[model(unique(name, nmae = "u"))]
struct User {
    #[primary_key]
    id: i64,
    name: String,
}

fn main() {}
