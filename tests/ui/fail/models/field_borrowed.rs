// A field owns its value.
// Remedy: make it a `String`
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    name: &'static str,
}

fn main() {}
