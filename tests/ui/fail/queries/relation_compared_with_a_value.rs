// A relation is compared with a record, not with its key.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Post, User};

fn main() {
    let _ = Post::filter(Post::AUTHOR.eq(5));
    let _ = User::filter(User::ROLE.eq("Administrator"));
}
