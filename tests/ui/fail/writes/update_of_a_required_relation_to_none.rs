// A required relation is not updated to none.
use model_runtime::prelude::*;
use ui::{Post, User};

fn main() {
    fn of(post: &Post) {
        let _ = post.update().set(Post::AUTHOR, None::<&User>);
    }
}
