// A model loads relations of its own.
// Remedy: load a relation of the model that is queried, as in `User::query().with(User::ROLE)`
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    let _ = User::query().with(Role::USERS);
}
