// All attributes of fields belong on fields.
#[derive(model_runtime::Model)]
#[index]
#[foreign_key(ui::Role)]
#[backref(users)]
#[column(length = 5)]
#[default(1)]
#[skip]
struct User {
    #[primary_key]
    id: i64,
}

fn main() {}
