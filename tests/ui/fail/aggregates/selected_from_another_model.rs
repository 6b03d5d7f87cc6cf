// A query selects columns of its own model.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    let _ = User::query().select((User::ID, Role::NAME));
}
