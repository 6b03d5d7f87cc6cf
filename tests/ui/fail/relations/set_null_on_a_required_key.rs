// Only a nullable foreign key can be set to NULL.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(ui::Role, on_delete = set_null)]
    role_id: i64,
}

fn main() {}
