// The accessor of a foreign key of several fields is called like no field.
#[derive(model_runtime::Model)]
#[model(foreign_key(ui::Membership, fields(user_id, team), name = team))]
struct Report {
    #[primary_key]
    id: i64,
    user_id: i64,
    team: String,
}

fn main() {}
