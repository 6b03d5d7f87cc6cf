// A session is committed on what runs statements.
// Remedy: borrow the transaction mutably, as in `tx: &mut Tx<'_>`
use model_runtime::Tx;
use model_runtime::prelude::*;

async fn run(session: &mut Session, tx: &Tx<'_>) -> Result<()> {
    session.commit(tx).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
