// A statement runs on an executor.
// Remedy: give it `&db`, `&mut conn` or `&mut tx`
use model_runtime::prelude::*;
use ui::User;

async fn run(db: &Db) -> Result<()> {
    User::query().all().await?;
    Ok(())
}

fn main() {
    let _ = run;
}
