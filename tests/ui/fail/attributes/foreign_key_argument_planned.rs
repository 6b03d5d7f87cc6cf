// An argument of a foreign key of a later version says that it is not supported yet.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(ui::Role, deferrable)]
    role_id: i64,
}

fn main() {}
