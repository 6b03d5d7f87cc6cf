// A parent is set by its setter, not nested.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    let _ = User::create().username("a").with(User::ROLE, [Role::create().name("a")]);
}
