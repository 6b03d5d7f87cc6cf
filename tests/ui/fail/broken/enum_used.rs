// An enum that is derived is told once, however it is used.
use model_runtime::prelude::*;

#[derive(Model)]
enum Colour {
    Red,
}

const SCHEMA: Schema = schema![Colour];

async fn run(db: &Db) -> Result<Vec<Colour>> {
    db.create_all(&SCHEMA).await?;
    Colour::query().limit(1).all(db).await
}

fn main() {
    let _ = (run, Colour::Red);
}
