// A foreign key is of the type of the column that it refers to.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(ui::Role, references = NAME)]
    role_id: i64,
}

fn main() {}
