// A list holds records of one model.
use model_runtime::prelude::*;
use ui::{Role, User};

async fn run(db: &Db) -> Result<()> {
    User::insert_all(db, [Role::create().name("Administrator")]).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
