// An argument is given once.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[column(length = 64, length = 32)]
    name: String,
}

fn main() {}
