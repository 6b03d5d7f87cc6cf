// What is aggregated is of the related model.
// Remedy: take a column of the related model, as in `Role::USERS.sum(User::AGE)`
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Role};

fn main() {
    let _ = Role::USERS.sum(Role::ID);
}
