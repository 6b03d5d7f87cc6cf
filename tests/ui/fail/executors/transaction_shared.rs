// A transaction runs one statement at a time.
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
