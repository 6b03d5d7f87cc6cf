// Arguments stand in parentheses.
#[derive(model_runtime::Model)]
#[model = "users"]
struct User {
    #[primary_key]
    id: i64,
}

fn main() {}
