// A new record is begun by `create`.
// Remedy: begin it with `Role::create()`
use model_runtime::prelude::*;
use ui::Role;

async fn run(db: &Db) -> Result<Role> {
    Role { id: 1, name: "Administrator".to_owned() }.insert(db).await
}

fn main() {
    let _ = run;
}
