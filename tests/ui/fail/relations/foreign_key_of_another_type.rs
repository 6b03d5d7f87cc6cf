// A foreign key is of the type of the key that it refers to.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(ui::Role)]
    role_id: String,
}

fn main() {}
