// A back-reference to the model itself has a handle of its own.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    children: i32,
    #[foreign_key(User)]
    #[backref(children)]
    parent_id: Option<i64>,
}

fn main() {}
