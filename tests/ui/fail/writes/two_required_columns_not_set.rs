// Each required column that is missing is named.
use model_runtime::prelude::*;
use ui::Post;

async fn run(db: &Db) -> Result<()> {
    Post::create().insert(db).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
