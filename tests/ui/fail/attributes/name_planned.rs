// An attribute of a later version is unknown.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[created_at]
    at: i64,
}

fn main() {}
