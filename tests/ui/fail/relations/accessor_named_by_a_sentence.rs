// An accessor has the name of a method.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(ui::Role, name = "the role")]
    role_id: i64,
}

fn main() {}
