// The fields of a foreign key have the types of the key of the parent.
#[derive(model_runtime::Model)]
#[model(foreign_key(ui::Membership, fields(team, user_id)))]
struct Report {
    #[primary_key]
    id: i64,
    user_id: i64,
    team: String,
}

fn main() {}
