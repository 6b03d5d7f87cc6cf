// A create sets all required columns.
use model_runtime::prelude::*;
use ui::User;

async fn run(db: &Db) -> Result<()> {
    User::create().age(30).insert(db).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
