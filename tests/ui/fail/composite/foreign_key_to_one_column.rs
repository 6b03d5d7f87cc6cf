// A key of two fields does not refer to a key of one.
#[derive(model_runtime::Model)]
#[model(foreign_key(ui::Role, fields(user_id, team)))]
struct Report {
    #[primary_key]
    id: i64,
    user_id: i64,
    team: String,
}

fn main() {}
