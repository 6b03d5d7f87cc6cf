// A skipped field has no column.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[skip]
    #[column(name = "cache")]
    cache: String,
}

fn main() {}
