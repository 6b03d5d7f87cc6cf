// As many columns are referred to as there are fields.
#[derive(model_runtime::Model)]
#[model(foreign_key(ui::User, fields(user_id, team), references(ID)))]
struct Report {
    #[primary_key]
    id: i64,
    user_id: i64,
    team: String,
}

fn main() {}
