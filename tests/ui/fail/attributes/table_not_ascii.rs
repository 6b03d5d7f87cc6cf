// A name in the database has ASCII letters.
#[derive(model_runtime::Model)]
#[model(table = "größen")]
struct User {
    #[primary_key]
    id: i64,
}

fn main() {}
