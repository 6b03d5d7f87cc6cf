// Fields that clash are told once, however the model is used.
use model_runtime::prelude::*;

#[derive(Model)]
struct User {
    #[primary_key]
    id: i64,
    insert: String,
}

async fn run(db: &Db) -> Result<()> {
    let user = User::find(1).one(db).await?;
    User::create().id(user.id).insert(db).await?;
    User::query().order_by(User::ID.asc()).all(db).await?;
    user.delete(db).await
}

fn main() {
    let _ = run;
}
