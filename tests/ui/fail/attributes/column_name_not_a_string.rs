// The name of a column is a string.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[column(name = label)]
    name: String,
}

fn main() {}
