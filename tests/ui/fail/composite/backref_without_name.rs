// A back-reference of the struct has a name.
#[derive(model_runtime::Model)]
#[model(foreign_key(ui::Membership, fields(user_id, team), backref))]
struct Report {
    #[primary_key]
    id: i64,
    user_id: i64,
    team: String,
}

fn main() {}
