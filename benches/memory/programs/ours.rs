//! Reads a long list with this library.

use model_runtime::prelude::*;

const ROWS: u64 = 10_000;

#[derive(Model)]
#[model(table = "memory_posts")]
struct Post {
    #[primary_key]
    id: i64,
    user_id: i64,
    #[column(length = 120)]
    title: String,
    body: Option<String>,
}

async fn run(url: &str) -> model_runtime::Result<()> {
    let db = Db::connect(url).await?;
    for count in [10, ROWS] {
        let posts = Post::query().order_by(Post::ID.asc()).limit(count).all(&db).await?;
        assert_eq!(posts.len() as u64, count);
        assert!(posts.iter().all(|post| post.title.starts_with("Post") && post.user_id < post.id));
        assert!(posts.iter().any(|post| post.body.is_none()));
    }
    println!("{}", peak());
    Ok(())
}

fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.split_whitespace().next().unwrap().to_owned()
}


fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(run(&arguments[1])).unwrap();
}
