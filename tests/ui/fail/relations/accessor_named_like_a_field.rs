// A relation and a column have two handles.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    role: String,
    #[foreign_key(ui::Role)]
    role_id: i64,
}

fn main() {}
