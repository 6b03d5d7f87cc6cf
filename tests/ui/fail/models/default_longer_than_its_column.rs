// A default fits the length of its column.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[column(length = 3)]
    #[default("Administrator")]
    name: String,
}

fn main() {}
