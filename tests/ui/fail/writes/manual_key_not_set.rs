// A create sets a key that is not generated.
use model_runtime::prelude::*;
use ui::Membership;

async fn run(db: &Db) -> Result<()> {
    Membership::create().team("red").insert(db).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
