// A relation is set to a record of its parent.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Post, User};

fn main() {
    fn of(post: &Post) {
        let _ = User::create().role(post);
    }
}
