//! Every test runs on every enabled database, each time on a fresh one.

use model_runtime::prelude::*;
use test_support::TestDb;

/// Runs a test on a fresh database of each kind, with the schema's tables in it.
pub(crate) async fn each(schema: Schema, test: impl AsyncFn(Db)) {
    each_with(schema, async |_, db| test(db).await).await;
}

/// The same for tests that look at the database from outside.
pub(crate) async fn each_with(schema: Schema, test: impl AsyncFn(&TestDb, Db)) {
    test_support::each(async |database| {
        let db = connect(database).await;
        db.create_all(&schema).await.unwrap();
        test(database, db).await;
    })
    .await;
}

/// Runs a test on the URL of a fresh database of each kind.
pub(crate) async fn each_url(test: impl AsyncFn(&str)) {
    test_support::each(async |database| test(database.url()).await).await;
}

/// Connects with few connections: many tests share a server.
pub(crate) async fn connect(database: &TestDb) -> Db {
    Db::builder(database.url()).max_connections(5).connect().await.unwrap()
}

/// Says why a test does not apply to a database.
pub(crate) fn skip(database: &TestDb, reason: &str) {
    eprintln!("skipped on {}: {reason}", database.name());
}
