// Records are updated by their own columns.
// Remedy: set a column of the model that is queried
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    let _ = User::query().everything().update().set(Role::NAME, "Administrator");
}
