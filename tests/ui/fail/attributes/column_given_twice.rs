// Arguments of one attribute stand in one.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key]
    id: i64,
    #[column(name = "n")]
    #[column(length = 64)]
    name: String,
}

fn main() {}
