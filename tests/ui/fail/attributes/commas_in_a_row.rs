// Arguments are parted by one comma.
#[derive(model_runtime::Model)]
#[model(table = "users",, index(name))]
struct User {
    #[primary_key]
    id: i64,
    name: String,
}

fn main() {}
