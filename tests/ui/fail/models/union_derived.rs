// A union is no model.
#[derive(model_runtime::Model)]
union User {
    id: i64,
}

fn main() {}
