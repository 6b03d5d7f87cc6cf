// A CHECK constraint has a name.
#[derive(model_runtime::Model)]
#[model(check(sql = "id > 0"))]
struct User {
    #[primary_key]
    id: i64,
}

fn main() {}
