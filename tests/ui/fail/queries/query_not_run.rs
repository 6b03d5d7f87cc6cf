// A query that is not run is noticed.
// Remedy: run it, as in `User::query().all(&db).await?`
#![deny(unused_must_use)]
#[expect(unused_imports, reason = "a program has it")]
use model_runtime::prelude::*;
use ui::User;

fn main() {
    User::query();
}
