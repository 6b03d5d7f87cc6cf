// The parent of a back-reference lives in the same crate.
// Remedy: add `extension`, as in `#[backref(people, extension)]`
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(ui::Role)]
    #[backref(people)]
    role_id: i64,
}

fn main() {}
