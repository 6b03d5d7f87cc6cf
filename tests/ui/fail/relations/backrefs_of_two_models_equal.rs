// Back-references of two models to one parent have two names.
// Remedy: give one of the back-references another name
use model_runtime::Model;

#[derive(Model)]
struct Role {
    #[primary_key]
    id: i64,
}

#[derive(Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(Role)]
    #[backref(members)]
    role_id: i64,
}

#[derive(Model)]
struct Group {
    #[primary_key]
    id: i64,
    #[foreign_key(Role)]
    #[backref(members)]
    role_id: i64,
}

fn main() {}
