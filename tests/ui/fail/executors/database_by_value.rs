// A database is lent to a statement.
// Remedy: lend it, as in `.all(&db)`
use model_runtime::prelude::*;
use ui::User;

async fn run(db: Db) -> Result<()> {
    User::query().all(db).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
