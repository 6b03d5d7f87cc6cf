// A foreign key of the struct names its fields.
#[derive(model_runtime::Model)]
#[model(foreign_key(ui::Membership))]
struct Report {
    #[primary_key]
    id: i64,
    user_id: i64,
    team: String,
}

fn main() {}
