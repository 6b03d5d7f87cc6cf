// A foreign key of one field refers to a key of one column.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(ui::Membership)]
    membership_id: i64,
}

fn main() {}
