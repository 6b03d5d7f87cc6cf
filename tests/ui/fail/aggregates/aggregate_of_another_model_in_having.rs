// Groups are asked about aggregates of their own model.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    let _ = User::query().group_by(User::ID).having(Role::ID.sum().gt(3));
}
