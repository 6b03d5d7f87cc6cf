// A selection runs on a transaction of its own.
// Remedy: borrow the transaction mutably, as in `tx: &mut Tx<'_>`
use model_runtime::Tx;
use model_runtime::prelude::*;
use ui::User;

async fn run(_: &User, tx: &Tx<'_>) -> Result<()> {
    User::query().select(User::ID).all(tx).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
