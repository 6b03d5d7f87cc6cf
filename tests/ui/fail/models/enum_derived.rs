// An enum is no model.
#[derive(model_runtime::Model)]
enum User {
    Anonymous,
}

fn main() {}
