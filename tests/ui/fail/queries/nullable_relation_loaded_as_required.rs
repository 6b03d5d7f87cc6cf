// A relation that may have no parent loads as an `Option`.
// Remedy: take an `Option`, as in `Vec<(User, Option<Role>)>`
use model_runtime::prelude::*;
use ui::{Role, User};

async fn run(db: &Db) -> Result<()> {
    let _: Vec<(User, Role)> = User::query().with(User::ROLE).all(db).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
