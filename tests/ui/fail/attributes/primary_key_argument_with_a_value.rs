// An argument of a primary key stands alone.
#[derive(model_runtime::Model)]
struct User {
    #[primary_key(manual = true)]
    id: i64,
}

fn main() {}
