// An unknown argument of a primary key is answered with those that are known.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key(manul)]
    id: i64,
}

fn main() {}
