// `#[index]` takes no arguments.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[index(desc)]
    age: i32,
}

fn main() {}
