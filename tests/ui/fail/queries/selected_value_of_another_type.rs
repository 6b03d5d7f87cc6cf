// What is selected has the types of the columns.
// Remedy: take the type of the column, here `Vec<String>`
use model_runtime::prelude::*;
use ui::User;

async fn run(db: &Db) -> Result<Vec<i64>> {
    User::query().select(User::USERNAME).all(db).await
}

fn main() {
    let _ = run;
}
