// An argument of a back-reference of a later version says that it is not supported yet.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(User)]
    #[backref(users, extension)]
    parent_id: Option<i64>,
}

fn main() {}
