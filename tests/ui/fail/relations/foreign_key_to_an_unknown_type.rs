// The parent exists.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(Rolle)]
    role_id: i64,
}

fn main() {}
