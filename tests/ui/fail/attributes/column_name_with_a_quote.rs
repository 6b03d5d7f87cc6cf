// A name in the database has letters, digits and `_`.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[column(name = "na`me")]
    name: String,
}

fn main() {}
