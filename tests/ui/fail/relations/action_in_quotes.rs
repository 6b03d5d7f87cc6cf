// An action is a word.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(ui::Role, on_update = "cascade")]
    role_id: i64,
}

fn main() {}
