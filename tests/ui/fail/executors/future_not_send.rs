// A future that is spawned holds nothing that stays on its thread.
// Remedy: drop it before the `.await`, or hold an `Arc`
use model_runtime::prelude::*;
use std::rc::Rc;
use ui::User;

fn spawn(_: impl Future + Send) {}

async fn run(db: &Db) -> Result<()> {
    let names = Rc::new(5);
    let users = User::query().all(db).await?;
    drop((names, users));
    Ok(())
}

fn start(db: &Db) {
    spawn(run(db));
}

fn main() {
    let _ = start;
}
