// A foreign key refers to a model.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key]
    role_id: i64,
}

fn main() {}
