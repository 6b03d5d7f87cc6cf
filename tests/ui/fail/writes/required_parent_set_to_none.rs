// A required relation is not set to none.
use model_runtime::prelude::*;
use ui::{Post, User};

fn main() {
    let _ = Post::create().author(None::<&User>);
}
