// A primary key has a column.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    #[skip]
    id: i64,
}

fn main() {}
