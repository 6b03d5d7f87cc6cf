//! Futures can be spawned, joined, passed through generic helpers and nested.

use super::*;
use crate::backend::Executor;

/// What every operation of floor 6 looks like.
fn number<'e>(executor: impl Executor<'e>, value: i64) -> impl Future<Output = Result<i64>> + Send {
    let via = executor.via();
    async move {
        let mut conn = via.lease().await?;
        let cast = if conn.dialect() == Dialect::MySql { "SIGNED" } else { "BIGINT" };
        let text = format!("SELECT CAST(? AS {cast})");
        Ok(ints(&mut conn, &text, &[value]).await?[0])
    }
}

/// A helper that calls a helper.
async fn twice<'e, X>(executor: X, value: i64) -> Result<i64>
where
    X: Executor<'e>,
{
    Ok(number(executor, value).await? * 2)
}

async fn all_kinds(db: Db) -> Result<i64> {
    let mut sum = twice(&db, 1).await?;
    let mut conn = db.acquire().await?;
    sum += twice(&mut conn, 10).await?;
    sum += number(&mut conn, 5).await?;
    let mut tx = conn.begin().await?;
    sum += twice(&mut tx, 100).await?;
    let mut inner = tx.begin().await?;
    sum += number(&mut inner, 1000).await?;
    inner.commit().await?;
    tx.commit().await?;
    drop(conn);
    let inside = db.transaction(|mut tx| async move {
        let mut inner = tx.begin().await?;
        let value = twice(&mut inner, 10_000).await?;
        inner.commit().await?;
        Ok(value)
    });
    Ok(sum + inside.await?)
}

trait Service: Send + Sync {
    fn call(&self) -> std::pin::Pin<Box<dyn Future<Output = Result<i64>> + Send + '_>>;
}

impl Service for Db {
    fn call(&self) -> std::pin::Pin<Box<dyn Future<Output = Result<i64>> + Send + '_>> {
        Box::pin(async move { twice(self, 4).await })
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn operations_are_spawned_joined_and_nested() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        let tasks: Vec<_> = (0..8).map(|_| tokio::spawn(all_kinds(db.clone()))).collect();
        for task in tasks {
            assert_eq!(task.await.unwrap().unwrap(), 2 + 20 + 5 + 200 + 1000 + 20_000);
        }
        let joined = futures_util::future::join_all((0..20).map(|value| number(&db, value))).await;
        let sum: i64 = joined.into_iter().map(Result::unwrap).sum();
        assert_eq!(sum, 190);
        let service: Box<dyn Service> = Box::new(db);
        assert_eq!(service.call().await.unwrap(), 8);
        drop(service);
        ground.clear().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_tasks_share_few_connections() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        let tasks: Vec<_> = (0..500)
            .map(|value| {
                let db = db.clone();
                tokio::spawn(async move { number(&db, value).await.unwrap() })
            })
            .collect();
        for (value, task) in tasks.into_iter().enumerate() {
            assert_eq!(task.await.unwrap(), i64::try_from(value).unwrap());
        }
        ground.clear().await;
    }
}

#[test]
fn connection_dropped_outside_of_a_runtime_does_not_panic() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for ground in runtime.block_on(Ground::all()) {
        let db = runtime.block_on(ground.builder().max_connections(2).connect()).unwrap();
        let plain = runtime.block_on(db.acquire()).unwrap();
        let tx = runtime.block_on(db.begin()).unwrap();
        drop(plain);
        drop(tx);
        runtime.block_on(async {
            assert_eq!(number(&db, 3).await.unwrap(), 3);
            ground.clear().await;
        });
    }
}
