// The fields of a model have names.
#[derive(model_runtime::Model)]
struct User(i64, String);

fn main() {}
