// Columns differ in more than case.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[column(name = "ID")]
    name: String,
}

fn main() {}
