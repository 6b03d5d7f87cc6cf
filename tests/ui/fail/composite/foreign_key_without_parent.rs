// A foreign key of the struct begins with its parent.
#[derive(model_runtime::Model)]
#[model(foreign_key(fields(user_id, team)))]
struct Report {
    #[primary_key]
    id: i64,
    user_id: i64,
    team: String,
}

fn main() {}
