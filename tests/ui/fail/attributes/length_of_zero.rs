// A length is at least one.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[column(length = 0)]
    name: String,
}

fn main() {}
