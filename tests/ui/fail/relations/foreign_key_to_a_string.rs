// The parent is a path.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key("Role")]
    role_id: i64,
}

fn main() {}
