// Two statements do not run on one transaction at once.
// Remedy: await one statement before the other begins
use model_runtime::Tx;
use model_runtime::prelude::*;
use ui::User;

async fn run(mut tx: Tx<'_>) -> Result<()> {
    let first = User::query().all(&mut tx);
    let second = User::query().count(&mut tx);
    first.await?;
    second.await?;
    Ok(())
}

fn main() {
    let _ = run;
}
