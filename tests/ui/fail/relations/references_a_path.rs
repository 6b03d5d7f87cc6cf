// `references` names a column of the parent by its handle.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(ui::Role, references = ui::Role::NAME)]
    role_id: String,
}

fn main() {}
