// An argument of a back-reference is given once.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(User)]
    #[backref(users, order_by(id), order_by(id))]
    user_id: i64,
}

fn main() {}
