// A skipped field is made by `Default`.
// Remedy: implement `Default` for the type of the field
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[skip]
    handle: std::time::Instant,
}

fn main() {}
