// A transaction ends with its commit.
// Remedy: run the statement before the commit, or on `&db`
use model_runtime::Tx;
use model_runtime::prelude::*;
use ui::User;

async fn run(mut tx: Tx<'_>) -> Result<()> {
    tx.commit().await?;
    User::query().all(&mut tx).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
