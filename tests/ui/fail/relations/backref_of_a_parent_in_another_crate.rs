// The parent of a back-reference lives in the same crate.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(ui::Role)]
    #[backref(people)]
    role_id: i64,
}

fn main() {}
