// An argument of a later version says that it is not supported yet.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[column(comment = "how to greet")]
    name: String,
}

fn main() {}
