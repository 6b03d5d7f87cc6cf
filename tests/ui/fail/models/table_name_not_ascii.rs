// A struct whose name is no name in the database says how its table is called.
#[derive(model_runtime::Model)]
struct Größe {
    #[primary_key]
    id: i64,
}

fn main() {}
