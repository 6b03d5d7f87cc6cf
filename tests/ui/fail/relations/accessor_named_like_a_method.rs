// An accessor hides no method of models.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(ui::Role, name = update)]
    role_id: i64,
}

fn main() {}
