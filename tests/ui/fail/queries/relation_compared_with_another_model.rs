// A relation is compared with records of its parent.
use model_runtime::prelude::*;
use ui::{Post, User};

fn main() {
    fn of(post: &Post) {
        let _ = User::ROLE.eq(post);
    }
}
