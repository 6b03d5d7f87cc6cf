// A misspelt third word of a link is answered with the nearest.
#[derive(model_runtime::Model)]
#[model(link(duties, holders, extention))]
struct Duty {
    #[primary_key]
    #[foreign_key(ui::User)]
    user_id: i64,
    #[primary_key]
    #[foreign_key(ui::Role)]
    role_id: i64,
}

fn main() {}
