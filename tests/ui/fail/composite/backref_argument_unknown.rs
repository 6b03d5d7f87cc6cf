// A back-reference of the struct takes the arguments of that of a field.
#[derive(model_runtime::Model)]
#[model(foreign_key(ui::Membership, fields(user_id, team), backref(users, extension, orderby(id))))]
struct User {
    #[primary_key]
    id: i64,
    user_id: i64,
    team: String,
}

fn main() {}
