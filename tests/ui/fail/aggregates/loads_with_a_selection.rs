// A selection reads values, and loads nothing along.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{User};

fn main() {
    let _ = User::query().with(User::ROLE).select(User::ID);
}
