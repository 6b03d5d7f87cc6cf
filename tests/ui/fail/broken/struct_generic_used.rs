// A generic struct that is derived is told once, however it is used.
use model_runtime::prelude::*;

#[derive(Model)]
struct Wrapped<T> {
    #[primary_key]
    id: i64,
    value: T,
}

async fn run(db: &Db) -> Result<Vec<Wrapped<String>>> {
    Wrapped::<String>::query().filter(Wrapped::<String>::ID.gt(5)).all(db).await
}

fn main() {
    let _ = run;
}
