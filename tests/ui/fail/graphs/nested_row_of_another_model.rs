// Under a handle only its own children are stored.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Role, User};

fn main() {
    let _ = User::create().username("a").with(User::POSTS, [Role::create().name("a")]);
}
