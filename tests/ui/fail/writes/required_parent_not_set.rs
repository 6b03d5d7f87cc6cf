// A create sets the parents that are required.
use model_runtime::prelude::*;
use ui::Post;

async fn run(db: &Db) -> Result<()> {
    Post::create().title("Hello").insert(db).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
