// A primary key has no default.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    #[default(1)]
    id: i64,
}

fn main() {}
