// A back-reference needs a foreign key that is stored.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[skip]
    #[foreign_key(User)]
    #[backref(users)]
    parent_id: i64,
}

fn main() {}
