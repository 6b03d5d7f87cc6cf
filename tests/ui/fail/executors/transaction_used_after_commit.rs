// A transaction ends with its commit.
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
