// Two fields have two handles.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    name: String,
    #[column(name = "other")]
    NAME: String,
}

fn main() {}
