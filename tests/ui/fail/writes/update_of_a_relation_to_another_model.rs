// A relation is updated to a record of its parent.
use model_runtime::prelude::*;
use ui::{Post, User};

fn main() {
    fn of(user: &User, post: &Post) {
        let _ = user.update().set(User::ROLE, post);
    }
}
