// A mistake in a foreign key is told once, however its relation is used.
use model_runtime::prelude::*;

#[derive(Model)]
struct Role {
    #[primary_key]
    id: i64,
}

#[derive(Model)]
struct User {
    #[primary_key]
    id: i64,
    #[foreign_key(Role, on_delete = cascad)]
    #[backref(users)]
    role_id: Option<i64>,
}

async fn run(db: &Db, user: &User, role: &Role) -> Result<()> {
    user.role().one_or_none(db).await?;
    role.users().add(db, user).await?;
    Role::query().with(Role::USERS).all(db).await?;
    User::filter(User::ROLE.eq(role)).delete(db).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
