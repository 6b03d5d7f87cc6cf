//! Reads a long list with sqlx.

mod peak;

use futures_util::TryStreamExt as _;
use sqlx::{Connection as _, Row as _};

type Connection = Connection!();
type Row = Row!();

const ROWS: i64 = 10_000;
const LIST: &str = "SELECT id, user_id, title, body FROM model_bench_posts ORDER BY id LIMIT ?";

#[derive(sqlx::FromRow)]
struct Post {
    id: i64,
    user_id: i64,
    title: String,
    body: Option<String>,
}

async fn list(conn: &mut Connection, form: &str, count: i64) -> sqlx::Result<Vec<Post>> {
    if form.starts_with("query_as") {
        return sqlx::query_as(LIST).bind(count).fetch_all(conn).await;
    }
    let mut posts = Vec::new();
    let mut rows = sqlx::query(LIST).bind(count).fetch(conn);
    while let Some(row) = rows.try_next().await? {
        let row: Row = row;
        posts.push(Post {
            id: row.try_get(0)?,
            user_id: row.try_get(1)?,
            title: row.try_get(2)?,
            body: row.try_get(3)?,
        });
    }
    Ok(posts)
}

async fn run(url: &str, form: &str) -> sqlx::Result<()> {
    let mut conn = Connection::connect(url).await?;
    for count in [10, ROWS] {
        let posts = list(&mut conn, form, count).await?;
        assert_eq!(posts.len() as i64, count);
        assert!(posts.iter().all(|post| post.title.starts_with("Post") && post.user_id < post.id));
        assert!(posts.iter().any(|post| post.body.is_none()));
    }
    println!("{}", peak::kilobytes());
    Ok(())
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(run(&arguments[1], &arguments[2])).unwrap();
}
