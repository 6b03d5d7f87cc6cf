// A transaction waits for its savepoint.
// Remedy: run the statement on the savepoint, or after its `commit` or `rollback`
use model_runtime::Tx;
use model_runtime::prelude::*;
use ui::User;

async fn run(mut tx: Tx<'_>) -> Result<()> {
    let savepoint = tx.begin().await?;
    User::query().all(&mut tx).await?;
    savepoint.commit().await?;
    Ok(())
}

fn main() {
    let _ = run;
}
