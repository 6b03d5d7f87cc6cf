// A transaction runs one statement at a time.
// Remedy: borrow the transaction mutably, as in `.all(&mut tx)`
use model_runtime::Tx;
use model_runtime::prelude::*;
use ui::User;

async fn run(tx: Tx<'_>) -> Result<()> {
    User::query().all(&tx).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
