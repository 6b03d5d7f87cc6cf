// A name in the database is not empty.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[column(name = "")]
    name: String,
}

fn main() {}
