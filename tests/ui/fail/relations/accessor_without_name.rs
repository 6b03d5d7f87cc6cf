// A field without the ending `_id` names the accessor.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(ui::Role)]
    role: i64,
}

fn main() {}
