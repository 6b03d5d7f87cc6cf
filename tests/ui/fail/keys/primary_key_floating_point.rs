// A primary key is of a type that compares exactly.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: f64,
}

fn main() {}
