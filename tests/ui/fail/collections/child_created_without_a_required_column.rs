// A child that is created under its parent needs its other columns.
use model_runtime::prelude::*;
use ui::{Post, User};

async fn create(db: &Db, user: &User) -> Result<Post> {
    user.posts().create().insert(db).await
}

fn main() {}
