// The parent is a model.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(String)]
    role_id: i64,
}

fn main() {}
