// An argument of a foreign key is given once.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(ui::Role, on_delete = cascade, on_delete = restrict)]
    role_id: i64,
}

fn main() {}
