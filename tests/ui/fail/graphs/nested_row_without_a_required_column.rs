// Inside a parent only the foreign key may be missing.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Post, User};

fn main() {
    let _ = User::create().username("a").with(User::POSTS, [Post::create()]);
}
