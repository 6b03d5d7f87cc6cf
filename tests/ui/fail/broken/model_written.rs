// A mistake in a model is told once, however its records are written.
use model_runtime::prelude::*;

#[derive(Model)]
struct Role {
    #[primary_key]
    id: i64,
    name: String,
}

#[derive(Model)]
struct User {
    #[primary_key]
    id: i64,
    #[unique]
    #[column(lenght = 64)]
    username: String,
    #[foreign_key(Role)]
    #[backref(users)]
    role_id: Option<i64>,
}

async fn run(db: &Db, role: &Role) -> Result<()> {
    let mut user = User::create().username("fred").role(role).insert(db).await?;
    user.username = "frederick".to_owned();
    user.save(db).await?;
    user.update().set(User::USERNAME, "fred").set(User::ROLE, role).run(db).await?;
    User::insert_all(db, [User::create().username("anna")]).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
