// All mistakes of a model are reported at once.
#[derive(model_runtime::Model)]
#[model(tabel = "users", index(nmae))]
struct User {
    id: i64,
    #[column(lenght = 64)]
    name: String,
}

fn main() {}
