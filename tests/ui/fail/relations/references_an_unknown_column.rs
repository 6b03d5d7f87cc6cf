// `references` names a column that the parent has.
// Remedy: write the handle of a column of the parent, in capitals
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(ui::Role, references = CODE)]
    role_id: String,
}

fn main() {}
