// Columns that are compared are of one model.
// Remedy: compare along a relation, as in `User::USERNAME.eq(User::ROLE.then(Role::NAME))`
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    let _ = User::USERNAME.eq(Role::NAME);
}
