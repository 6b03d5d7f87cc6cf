//! Makes the table and fills it.

use model_runtime::prelude::*;

const ROWS: u64 = 10_000;
/// Eight of them: a title. Forty are a body.
const WORDS: &str = "a sailing boat returns from the northern islands ";

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

const SCHEMA: Schema = schema![Post];

async fn run(url: &str) -> model_runtime::Result<()> {
    let db = &Db::connect(url).await?;
    db.drop_all(&SCHEMA).await?;
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
    runtime.block_on(run(&arguments[1])).unwrap();
}
