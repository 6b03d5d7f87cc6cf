// What is loaded is in the type.
// Remedy: load it, as in `Role::query().with(Role::USERS)`
use model_runtime::prelude::*;
use ui::{Role, User};

async fn run(db: &Db) -> Result<()> {
    let _: Vec<(Role, Vec<User>)> = Role::query().all(db).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
