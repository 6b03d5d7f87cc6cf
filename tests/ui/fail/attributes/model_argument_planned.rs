// An argument of the struct of a later version says that it is not supported yet.
#[derive(model_runtime::Model)]
#[model(schema = "auth")]
struct User {
    #[primary_key]
    id: i64,
}

fn main() {}
