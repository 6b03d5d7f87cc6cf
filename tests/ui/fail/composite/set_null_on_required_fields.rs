// A required foreign key can not be set to NULL.
#[derive(model_runtime::Model)]
#[model(foreign_key(ui::Membership, fields(user_id, team), on_delete = set_null))]
struct Report {
    #[primary_key]
    id: i64,
    user_id: i64,
    team: String,
}

fn main() {}
