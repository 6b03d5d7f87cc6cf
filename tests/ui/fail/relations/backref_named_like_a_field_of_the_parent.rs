// A back-reference has another name than the columns of the parent.
// Remedy: give the back-reference or the field another name
use model_runtime::Model;

#[derive(Model)]
struct Role {
    #[primary_key]
    id: i64,
    users: i32,
}

#[derive(Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(Role)]
    #[backref(users)]
    role_id: i64,
}

fn main() {}
