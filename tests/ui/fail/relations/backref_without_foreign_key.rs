// A back-reference belongs to a foreign key.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[backref(users)]
    role_id: i64,
}

fn main() {}
