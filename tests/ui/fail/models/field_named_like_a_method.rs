// A setter has another name than the methods of the create builder.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    insert: String,
}

fn main() {}
