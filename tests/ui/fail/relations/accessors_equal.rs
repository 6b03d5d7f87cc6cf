// Two relations have two handles.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(ui::Role)]
    role_id: i64,
    #[foreign_key(ui::Role, name = role)]
    other_id: i64,
}

fn main() {}
