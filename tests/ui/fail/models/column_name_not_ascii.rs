// A field whose name is no name in the database says how its column is called.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    größe: i64,
}

fn main() {}
