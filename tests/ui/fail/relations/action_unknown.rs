// An action is one of four.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(ui::Role, on_delete = nullify)]
    role_id: Option<i64>,
}

fn main() {}
