// An argument that names something has a value.
#[derive(model_runtime::Model)]
#[model(table)]
struct User {
    #[primary_key]
    id: i64,
    #[column(length)]
    name: String,
    #[foreign_key(User, on_delete, references, name)]
    #[backref]
    user_id: i64,
}

fn main() {}
