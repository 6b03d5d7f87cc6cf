// The name of a back-reference is a word.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(User)]
    #[backref("children")]
    parent_id: Option<i64>,
}

fn main() {}
