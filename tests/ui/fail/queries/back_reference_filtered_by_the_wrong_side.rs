// A back-reference is filtered by the columns of the children.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::Role;

fn main() {
    let _ = Role::USERS.any(Role::NAME.eq("Administrator"));
}
