// A path leads to one record; many are counted or loaded.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    let _ = User::ROLE.then(Role::USERS);
}
