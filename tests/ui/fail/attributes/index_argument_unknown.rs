// An unknown argument of an index is answered with those that are known.
#[derive(model_runtime::Model)]
#[model(index(id, filter = "id > 0"))]
struct User {
    #[primary_key]
    id: i64,
}

fn main() {}
