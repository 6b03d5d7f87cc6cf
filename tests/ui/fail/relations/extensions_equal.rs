// Two extensions of one parent have two names.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(ui::Role)]
    #[backref(people, extension)]
    role_id: i64,
    #[foreign_key(ui::Role)]
    #[backref(people, extension)]
    second_role_id: i64,
}

fn main() {}
