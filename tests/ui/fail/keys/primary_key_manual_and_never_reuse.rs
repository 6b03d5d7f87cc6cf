// A manual key is not generated.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key(manual, never_reuse)]
    id: i64,
}

fn main() {}
