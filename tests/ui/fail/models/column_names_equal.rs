// Two fields have two columns.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[column(name = "label")]
    name: String,
    label: String,
}

fn main() {}
