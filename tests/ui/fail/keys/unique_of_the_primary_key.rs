// The fields of a primary key are unique already.
#[derive(model_runtime::Model)]
#[model(unique(team_id, user_id))]
struct User {
    #[primary_key]
    user_id: i64,
    #[primary_key]
    team_id: i64,
}

fn main() {}
