// The fields of a foreign key are fields of the struct.
#[derive(model_runtime::Model)]
#[model(foreign_key(ui::Membership, fields(user, team)))]
struct Report {
    #[primary_key]
    id: i64,
    user_id: i64,
    team: String,
}

fn main() {}
