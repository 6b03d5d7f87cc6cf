// Two foreign keys to one parent have two back-references.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(User)]
    #[backref(users)]
    a_id: Option<i64>,
    #[foreign_key(User)]
    #[backref(users)]
    b_id: Option<i64>,
}

fn main() {}
