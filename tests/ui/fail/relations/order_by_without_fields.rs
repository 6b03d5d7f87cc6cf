// An order has fields.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(User)]
    #[backref(children, order_by)]
    parent_id: Option<i64>,
}

fn main() {}
