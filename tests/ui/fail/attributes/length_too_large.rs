// A length has 32 bits.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[column(length = 4294967296)]
    name: String,
}

fn main() {}
