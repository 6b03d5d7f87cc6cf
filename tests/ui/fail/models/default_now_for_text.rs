// The current time is a default of times.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[default(now)]
    name: String,
}

fn main() {}
