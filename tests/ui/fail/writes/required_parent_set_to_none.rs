// A required relation is not set to none.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Post, User};

fn main() {
    let _ = Post::create().author(None::<&User>);
}
