// A child whose foreign key is required can not be removed from its parent.
use model_runtime::prelude::*;
use ui::{Post, User};

async fn remove(db: &Db, user: &User, post: &Post) -> Result<bool> {
    user.posts().remove(db, post).await
}

fn main() {}
