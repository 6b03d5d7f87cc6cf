// A mistake in a model is told once, also where others are related to it.
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

#[derive(Model)]
struct Post {
    #[primary_key]
    id: i64,
    #[foreign_key(User)]
    #[backref(posts)]
    user_id: i64,
}

const SCHEMA: Schema = schema![Role, User, Post];

async fn run(db: &Db, user: &User, role: &Role) -> Result<()> {
    db.create_all(&SCHEMA).await?;
    let _ = (user.role().one_or_none(db).await?, role.users().all(db).await?);
    Role::query().with(Role::USERS.with(User::POSTS)).all(db).await?;
    Post::filter(Post::USER.has(User::USERNAME.eq("fred"))).all(db).await?;
    Post::create().user(user).insert(db).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
