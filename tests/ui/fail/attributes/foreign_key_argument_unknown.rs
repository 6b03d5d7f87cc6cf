// An unknown argument of a foreign key is answered with those that are known.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(ui::Role, ondelete = cascade)]
    role_id: i64,
}

fn main() {}
