// The fields of a foreign key are all nullable or all required.
#[derive(model_runtime::Model)]
#[model(foreign_key(ui::Membership, fields(user_id, team)))]
struct Report {
    #[primary_key]
    id: i64,
    user_id: i64,
    team: Option<String>,
}

fn main() {}
