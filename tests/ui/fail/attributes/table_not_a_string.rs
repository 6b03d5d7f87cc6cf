// The name of a table is a string.
#[derive(model_runtime::Model)]
#[model(table = users)]
struct User {
    #[primary_key]
    id: i64,
}

fn main() {}
