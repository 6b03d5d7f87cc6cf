// Attributes of fields belong on fields.
#[derive(model_runtime::Model)]
#[primary_key]
struct User {
    id: i64,
}

fn main() {}
