// A selection reads values, and loads nothing along.
// Remedy: load with `with`, or read values with `select`, but not both in one query
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{User};

fn main() {
    let _ = User::query().with(User::ROLE).select(User::ID);
}
