// `extension` stands alone.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(ui::Role)]
    #[backref(people, extension = RolePeople)]
    role_id: i64,
}

fn main() {}
