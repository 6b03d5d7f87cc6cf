// A stream is read record by record; one record is asked of the query.
// Remedy: ask the query itself, as in `User::query().one(&db)`
use model_runtime::prelude::*;
use ui::User;

async fn run(db: &Db) -> Result<()> {
    let _ = User::query().stream(db).one(db).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
