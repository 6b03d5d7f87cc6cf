// A length is a whole number.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[column(length = "64")]
    name: String,
}

fn main() {}
