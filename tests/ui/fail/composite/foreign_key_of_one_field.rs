// A foreign key of one field stands on the field.
#[derive(model_runtime::Model)]
#[model(foreign_key(ui::Membership, fields(user_id)))]
struct Report {
    #[primary_key]
    id: i64,
    user_id: i64,
    team: String,
}

fn main() {}
