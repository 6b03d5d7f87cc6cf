// An attribute of a later version is unknown.
// Remedy: leave the attribute out; the page on attributes lists those that there are
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[created_at]
    at: i64,
}

fn main() {}
