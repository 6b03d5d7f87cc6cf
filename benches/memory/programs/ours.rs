//! Reads a long list with this library.

mod peak;
mod post;

use model_runtime::prelude::*;

use crate::post::Post;

const ROWS: u64 = 10_000;

async fn run(url: &str) -> model_runtime::Result<()> {
    let db = Db::connect(url).await?;
    for count in [10, ROWS] {
        let posts = Post::query().order_by(Post::ID.asc()).limit(count).all(&db).await?;
        assert_eq!(posts.len() as u64, count);
        assert!(posts.iter().all(|post| post.title.starts_with("Post") && post.user_id < post.id));
        assert!(posts.iter().any(|post| post.body.is_none()));
    }
    println!("{}", peak::kilobytes());
    Ok(())
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(run(&arguments[1])).unwrap();
}
