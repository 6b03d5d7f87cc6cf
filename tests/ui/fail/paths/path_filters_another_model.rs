// A path is a column of the model that it begins at.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    let _ = Role::filter(User::ROLE.then(Role::NAME).eq("x"));
}
