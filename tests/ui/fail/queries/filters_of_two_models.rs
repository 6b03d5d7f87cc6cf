// Conditions of two models do not mix.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    let _ = User::filter(User::ID.eq(1) & Role::ID.eq(1));
}
