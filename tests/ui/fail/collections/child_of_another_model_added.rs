// A collection takes records of its own model.
use model_runtime::prelude::*;
use ui::{Post, Role};

async fn add(db: &Db, role: &Role, post: &Post) -> Result<bool> {
    role.users().add(db, post).await
}

fn main() {}
