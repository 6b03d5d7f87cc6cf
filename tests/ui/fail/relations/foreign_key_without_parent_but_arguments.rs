// The parent comes first.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(on_delete = cascade)]
    role_id: i64,
}

fn main() {}
