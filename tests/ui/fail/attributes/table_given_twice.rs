// An argument of the struct is given once in all of its attributes.
#[derive(model_runtime::Model)]
#[model(table = "users")]
#[model(table = "people")]
struct User {
    #[primary_key]
    id: i64,
}

fn main() {}
