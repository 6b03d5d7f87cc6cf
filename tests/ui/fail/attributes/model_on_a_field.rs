// `#[model]` belongs on the struct.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[model(table = "users")]
    name: String,
}

fn main() {}
