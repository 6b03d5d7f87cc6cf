// A type of the user's that is called like one of std and can not be stored is one error, as any other.
pub struct String;

#[derive(model_runtime::Model)]
pub struct User {
    #[primary_key]
    pub id: i64,
    pub name: String,
}

fn main() {}
