// A const of the program has another name than the handles of the columns.
// Remedy: give the const another name
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
}

impl User {
    const ID: i64 = 5;
}

fn main() {}
