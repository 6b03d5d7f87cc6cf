// An unknown argument of the struct is answered with those that are known.
#[derive(model_runtime::Model)]
#[model(tabel = "users")]
struct User {
    #[primary_key]
    id: i64,
}

fn main() {}
