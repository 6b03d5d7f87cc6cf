//! Makes the table and fills it, or drops it.

mod post;

use model_runtime::prelude::*;

use crate::post::Post;

const ROWS: u64 = 10_000;
/// Eight of them: a title. Forty are a body.
const WORDS: &str = "a sailing boat returns from the northern islands ";

const SCHEMA: Schema = schema![Post];

async fn run(url: &str, work: &str) -> model_runtime::Result<()> {
    let db = &Db::connect(url).await?;
    db.drop_all(&SCHEMA).await?;
    if work == "drop" {
        return Ok(());
    }
    db.create_all(&SCHEMA).await?;
    let posts = (0..ROWS).map(|at| {
        let body = (at % 3 > 0).then(|| WORDS.repeat(5));
        Post::create().user_id(at as i64 / 3).title(format!("Post {at}: {WORDS}")).body(body)
    });
    Post::insert_all(db, posts).await?;
    Ok(())
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(run(&arguments[1], &arguments[2])).unwrap();
}
