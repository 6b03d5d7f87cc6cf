// A parent with nested rows waits for its own required columns as well.
use model_runtime::prelude::*;
use ui::{Post, User};

async fn store(db: &Db) {
    let _ = User::create().with(User::POSTS, [Post::create().title("a")]).insert(db).await;
}

fn main() {}
