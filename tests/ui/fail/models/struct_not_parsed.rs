// What is no Rust is told by the compiler alone.
// Remedy: correct the syntax
use model_runtime::prelude::*;

#[derive(Model)]
struct User {
    #[primary_key]
    id i64,
}

fn main() {
    let _ = User::query();
}
