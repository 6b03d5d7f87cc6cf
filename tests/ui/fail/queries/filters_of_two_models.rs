// Conditions of two models do not mix.
// Remedy: make both conditions from one model, of a relation with `has` or `any`
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    let _ = User::filter(User::ID.eq(1) & Role::ID.eq(1));
}
