// The parent is a model.
// Remedy: derive `Model` for the parent, or refer to another
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(String)]
    role_id: i64,
}

fn main() {}
