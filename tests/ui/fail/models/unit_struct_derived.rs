// A model has fields.
#[derive(model_runtime::Model)]
struct User;

fn main() {}
