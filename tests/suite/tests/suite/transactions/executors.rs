//! What runs statements: helpers take any of them, and futures go wherever tasks go.

use futures_util::future::join_all;
use futures_util::stream::{self, StreamExt};
use model_runtime::{BoxFuture, Conn, Tx, prelude::*};

use super::{Entry, SCHEMA, names, store};
use crate::each::each;

/// A helper that runs two statements: it needs a connection that it may use twice.
async fn add(conn: &mut Conn, name: &str, amount: i64) -> Result<u64> {
    let entry = store(&mut *conn, name).await?;
    entry.update().set(Entry::AMOUNT, Entry::AMOUNT + amount).run(&mut *conn).await?;
    Entry::query().count(conn).await
}

async fn add_in(tx: &mut Tx<'_>, name: &str) -> Result<u64> {
    store(&mut *tx, name).await?;
    Entry::query().count(tx).await
}

/// A generic helper that calls a generic helper.
async fn store_twice<'e>(executor: impl Executor<'e>, name: &str) -> Result<Vec<Entry>> {
    let rows = ["1", "2"].map(|end| Entry::create().name(format!("{name}{end}")));
    Entry::insert_all(executor, rows).await
}

async fn outer<'e>(executor: impl Executor<'e>, name: &str) -> Result<usize> {
    Ok(store_twice(executor, name).await?.len())
}

/// A generic helper that runs several statements: it holds one connection for them.
async fn store_and_count<'e>(executor: impl Executor<'e>, name: &str) -> Result<u64> {
    let mut lease = executor.lease().await?;
    store(&mut lease, name).await?;
    outer(&mut lease, name).await?;
    Entry::query().count(&mut lease).await
}

#[tokio::test]
async fn lease_runs_several_statements_of_any_executor() {
    each(SCHEMA, async |db| {
        let spawned = db.clone();
        let count = tokio::spawn(async move { store_and_count(&spawned, "db").await });
        assert_eq!(count.await.unwrap().unwrap(), 3);
        let mut conn = db.acquire().await.unwrap();
        assert_eq!(store_and_count(&mut conn, "conn").await.unwrap(), 6);
        let mut tx = conn.begin().await.unwrap();
        assert_eq!(store_and_count(&mut tx, "tx").await.unwrap(), 9);
        tx.rollback().await.unwrap();
        assert_eq!(Entry::query().count(&db).await.unwrap(), 6);
    })
    .await;
}

#[tokio::test]
async fn helper_takes_database_connection_and_transaction() {
    each(SCHEMA, async |db| {
        assert_eq!(outer(&db, "db").await.unwrap(), 2);
        let mut conn = db.acquire().await.unwrap();
        assert_eq!(outer(&mut conn, "conn").await.unwrap(), 2);
        let mut tx = conn.begin().await.unwrap();
        assert_eq!(outer(&mut tx, "tx").await.unwrap(), 2);
        let mut inner = tx.begin().await.unwrap();
        assert_eq!(outer(&mut inner, "inner").await.unwrap(), 2);
        inner.commit().await.unwrap();
        assert_eq!(add_in(&mut tx, "last").await.unwrap(), 9);
        tx.commit().await.unwrap();
        assert_eq!(add(&mut conn, "add", 5).await.unwrap(), 10);
        let expected =
            ["add", "conn1", "conn2", "db1", "db2", "inner1", "inner2", "last", "tx1", "tx2"];
        assert_eq!(names(&db).await, expected);
    })
    .await;
}

#[tokio::test]
async fn operations_are_spawned_and_joined() {
    each(SCHEMA, async |db| {
        let tasks = (0..8).map(|at| {
            let db = db.clone();
            tokio::spawn(async move { outer(&db, &format!("task {at} ")).await })
        });
        for task in tasks.collect::<Vec<_>>() {
            assert_eq!(task.await.unwrap().unwrap(), 2);
        }
        let joined = join_all((0..8).map(|at| outer_owned(db.clone(), at))).await;
        assert!(joined.into_iter().all(|stored| stored.unwrap() == 2));
        let queries = join_all(
            (0..8).map(|at| Entry::filter(Entry::NAME.starts_with(format!("task {at}"))).all(&db)),
        );
        assert!(queries.await.into_iter().all(|found| found.unwrap().len() == 2));
        let counted: Vec<u64> = stream::iter(0..8)
            .map(|at| Entry::filter(Entry::NAME.starts_with(format!("join {at}"))).count(&db))
            .buffer_unordered(3)
            .map(Result::unwrap)
            .collect()
            .await;
        assert_eq!(counted, [2; 8]);
    })
    .await;
}

async fn outer_owned(db: Db, at: usize) -> Result<usize> {
    outer(&db, &format!("join {at} ")).await
}

#[tokio::test]
async fn transactions_are_spawned() {
    each(SCHEMA, async |db| {
        let spawned = tokio::spawn({
            let db = db.clone();
            async move {
                let mut tx = db.begin().await?;
                add_in(&mut tx, "a").await?;
                let mut inner = tx.begin().await?;
                add_in(&mut inner, "b").await?;
                inner.commit().await?;
                tx.commit().await?;
                db.transaction(|mut tx| async move { add_in(&mut tx, "c").await }).await
            }
        });
        assert_eq!(spawned.await.unwrap().unwrap(), 3);
        assert_eq!(names(&db).await, ["a", "b", "c"]);
    })
    .await;
}

trait Repository {
    fn save<'a>(&'a self, tx: &'a mut Tx<'_>, name: &'a str) -> BoxFuture<'a, Result<u64>>;
}

struct Entries;

impl Repository for Entries {
    fn save<'a>(&'a self, tx: &'a mut Tx<'_>, name: &'a str) -> BoxFuture<'a, Result<u64>> {
        Box::pin(add_in(tx, name))
    }
}

#[tokio::test]
async fn transaction_goes_through_a_boxed_trait() {
    each(SCHEMA, async |db| {
        let repository: Box<dyn Repository + Send + Sync> = Box::new(Entries);
        let mut tx = db.begin().await.unwrap();
        assert_eq!(repository.save(&mut tx, "a").await.unwrap(), 1);
        assert_eq!(repository.save(&mut tx, "b").await.unwrap(), 2);
        tx.commit().await.unwrap();
        assert_eq!(names(&db).await, ["a", "b"]);
    })
    .await;
}

#[tokio::test]
async fn loads_and_streams_run_within_a_transaction() {
    each(SCHEMA, async |db| {
        let mut tx = db.begin().await.unwrap();
        store_twice(&mut tx, "x").await.unwrap();
        let streamed: Vec<Result<Entry>> = Entry::query().stream(&mut tx).collect().await;
        assert_eq!(streamed.len(), 2);
        store(&mut tx, "y").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(names(&db).await, ["x1", "x2", "y"]);
    })
    .await;
}

#[test]
fn handles_and_futures_go_to_other_threads() {
    fn is_send<T: Send>(_: &T) {}
    fn is_shared<T: Clone + Send + Sync + 'static>() {}
    is_shared::<Db>();
    is_shared::<model_runtime::Query<Entry>>();
    is_shared::<Error>();
    async fn one(db: Db) -> Result<Entry> {
        let mut tx = db.begin().await?;
        let entry = Entry::query().first(&mut tx).await?;
        tx.commit().await?;
        entry.map_or_else(|| panic!("nothing is stored"), Ok)
    }
    fn check(db: Db) {
        is_send(&one(db.clone()));
        is_send(&Entry::query().all(&db));
    }
    let _ = check;
}
