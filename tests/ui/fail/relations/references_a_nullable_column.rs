// A foreign key refers to a column that is not NULL.
// Remedy: refer to a column that is no `Option`, or to the primary key
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(ui::User, references = AGE)]
    user_id: i32,
}

fn main() {}
