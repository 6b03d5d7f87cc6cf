// A back-reference is ordered by fields of the child.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(User)]
    #[backref(children, order_by(naem))]
    parent_id: Option<i64>,
    name: String,
}

fn main() {}
