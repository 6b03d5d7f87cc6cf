// A collection takes records of its own model.
// Remedy: add a record of the child, here a `&User`
use model_runtime::prelude::*;
use ui::{Post, Role};

async fn add(db: &Db, role: &Role, post: &Post) -> Result<bool> {
    role.users().add(db, post).await
}

fn main() {}
