// Mistakes of all kinds are reported at once.
#[derive(model_runtime::Model)]
#[model(table = 5, uniqe(name))]
struct User {
    #[primary_key(manual, never_reuse)]
    id: i64,
    #[column(lenght = 64)]
    #[column(length = 64)]
    name: String,
    #[skip]
    #[index]
    cached: i32,
    #[foreign_key(ui::Role, on_delete = cascad)]
    role: i64,
    #[backref(friends)]
    friend_id: i64,
}

fn main() {}
