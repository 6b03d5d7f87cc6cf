// A generated key is an integer.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key(never_reuse)]
    id: String,
}

fn main() {}
