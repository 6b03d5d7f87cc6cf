// A model is filtered by its own columns.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    let _ = User::filter(Role::NAME.eq("Administrator"));
}
