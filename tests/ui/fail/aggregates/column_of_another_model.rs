// What is aggregated is of the related model.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Role};

fn main() {
    let _ = Role::USERS.sum(Role::ID);
}
