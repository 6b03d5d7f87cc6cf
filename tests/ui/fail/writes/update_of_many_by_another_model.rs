// Records are updated by their own columns.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    let _ = User::query().everything().update().set(Role::NAME, "Administrator");
}
