// An unknown attribute is an error of the compiler.
// Remedy: correct its spelling
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[uniqe]
    name: String,
}

fn main() {}
