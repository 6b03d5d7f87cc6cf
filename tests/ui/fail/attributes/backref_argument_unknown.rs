// An unknown argument of a back-reference is answered with those that are known.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(User)]
    #[backref(users, orderby(id))]
    parent_id: Option<i64>,
}

fn main() {}
