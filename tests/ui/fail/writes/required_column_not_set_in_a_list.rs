// Each record of a list sets all required columns.
use model_runtime::prelude::*;
use ui::User;

async fn run(db: &Db) -> Result<()> {
    User::insert_all(db, [User::create()]).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
