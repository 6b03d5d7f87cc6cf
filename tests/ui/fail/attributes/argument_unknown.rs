// An unknown argument is answered with those that are known, and the nearest.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[column(lenght = 64)]
    name: String,
}

fn main() {}
