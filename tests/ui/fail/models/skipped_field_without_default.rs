// A skipped field is made by `Default`.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[skip]
    handle: std::time::Instant,
}

fn main() {}
