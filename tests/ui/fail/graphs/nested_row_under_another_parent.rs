// A handle of another model does not lead from a new record to its children.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Post, Role, User};

fn main() {
    let _ = Role::create().name("a").with(User::POSTS, [Post::create()]);
}
