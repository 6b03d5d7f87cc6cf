// A statement runs on a database, a connection or a transaction.
use model_runtime::prelude::*;
use ui::User;

async fn run() -> Result<()> {
    User::query().all("sqlite::memory:").await?;
    Ok(())
}

fn main() {
    let _ = run;
}
