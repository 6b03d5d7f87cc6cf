// A foreign key of one field refers to a key of one column.
// Remedy: refer to it by as many fields, with `#[model(foreign_key(Membership, fields(a, b)))]`
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(ui::Membership)]
    membership_id: i64,
}

fn main() {}
