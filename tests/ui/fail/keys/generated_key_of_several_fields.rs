// A generated key is a single column.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key(never_reuse)]
    user_id: i64,
    #[primary_key]
    team_id: i64,
}

fn main() {}
