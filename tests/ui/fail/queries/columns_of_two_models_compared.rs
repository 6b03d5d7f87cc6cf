// Columns that are compared are of one model.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    let _ = User::USERNAME.eq(Role::NAME);
}
