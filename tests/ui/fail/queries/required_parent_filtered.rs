// The parent of a required relation is always there.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Post, User};

fn main() {
    let _ = Post::query().with(Post::AUTHOR.filter(User::AGE.gt(18)));
}
