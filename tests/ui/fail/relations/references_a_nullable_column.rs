// A foreign key refers to a column that is not NULL.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(ui::User, references = AGE)]
    user_id: i32,
}

fn main() {}
