// A record that is saved is borrowed mutably.
use model_runtime::prelude::*;
use ui::User;

async fn run(db: &Db, user: &User) -> Result<()> {
    user.save(db).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
