// A primary key is indexed already.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    #[index]
    id: i64,
}

fn main() {}
