// A method of the program has another name than what the derive makes.
// Remedy: give the method another name
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
}

impl User {
    fn find(id: i64) -> i64 {
        id
    }
}

fn main() {}
