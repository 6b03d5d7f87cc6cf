// A misspelt default is answered with the nearest word.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[default(nwo)]
    name: String,
    #[default(ture)]
    active: bool,
}

fn main() {}
