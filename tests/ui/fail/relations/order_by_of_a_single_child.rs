// At most one child needs no order.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[unique]
    #[foreign_key(User)]
    #[backref(child, order_by(id))]
    parent_id: Option<i64>,
}

fn main() {}
