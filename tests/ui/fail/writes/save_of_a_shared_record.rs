// A record that is saved is borrowed mutably.
// Remedy: borrow the record mutably, as in `user: &mut User`
use model_runtime::prelude::*;
use ui::User;

async fn run(db: &Db, user: &User) -> Result<()> {
    user.save(db).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
