// A skipped field is no foreign key.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[skip]
    #[foreign_key(ui::Role)]
    role_id: i64,
}

fn main() {}
