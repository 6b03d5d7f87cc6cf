// A model without a key is told once, however it is used.
use model_runtime::prelude::*;

#[derive(Model)]
struct Role {
    #[primary_key]
    id: i64,
    name: String,
}

#[derive(Model)]
struct User {
    id: i64,
    #[unique]
    username: String,
    #[foreign_key(Role)]
    #[backref(users)]
    role_id: Option<i64>,
}

async fn run(db: &Db) -> Result<()> {
    let user = User::create().username("fred").insert(db).await?;
    User::find(user.id).one(db).await?;
    Role::query().with(Role::USERS).all(db).await?;
    user.role().one_or_none(db).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
