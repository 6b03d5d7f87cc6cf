// A stream holds its transaction.
// Remedy: borrow the transaction mutably, as in `tx: &mut Tx<'_>`
use model_runtime::Tx;
use model_runtime::prelude::*;
use ui::User;

async fn run(_: &User, tx: &Tx<'_>) -> Result<()> {
    let _ = User::query().stream(tx);
    Ok(())
}

fn main() {
    let _ = run;
}
