// The parent exists.
// Remedy: correct the name, or import the model
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(Rolle)]
    role_id: i64,
}

fn main() {}
