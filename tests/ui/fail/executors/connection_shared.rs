// A connection runs one statement at a time.
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
