// The path of the runtime is written without quotes.
#[derive(model_runtime::Model)]
#[model(crate = "model_runtime")]
struct User {
    #[primary_key]
    id: i64,
}

fn main() {}
