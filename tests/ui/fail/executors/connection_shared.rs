// A connection runs one statement at a time.
// Remedy: borrow the connection mutably, as in `.all(&mut conn)`
use model_runtime::Conn;
use model_runtime::prelude::*;
use ui::User;

async fn run(conn: Conn) -> Result<()> {
    User::query().all(&conn).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
