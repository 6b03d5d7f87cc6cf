// A relation is compared with records of its parent.
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::{Post, User};

fn main() {
    fn of(post: &Post) {
        let _ = User::ROLE.eq(post);
    }
}
