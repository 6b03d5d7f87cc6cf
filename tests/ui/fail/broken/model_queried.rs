// A mistake in a model is told once, however it is queried.
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

async fn run(db: &Db) -> Result<()> {
    let user = User::find(1).one(db).await?;
    User::find_by_username("fred").one(db).await?;
    User::filter(User::USERNAME.eq("fred")).order_by(User::ID.desc()).count(db).await?;
    User::query().select(User::USERNAME).all(db).await?;
    user.delete(db).await
}

fn main() {
    let _ = run;
}
