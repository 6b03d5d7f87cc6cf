// The columns that are referred to have the types of the fields.
#[derive(model_runtime::Model)]
#[model(foreign_key(ui::User, fields(user_id, team), references(USERNAME, ID)))]
struct Report {
    #[primary_key]
    id: i64,
    user_id: i64,
    team: String,
}

fn main() {}
