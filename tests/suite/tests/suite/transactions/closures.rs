//! Transactions around a closure.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use model_runtime::backend::{Isolation, TransactionOptions};
use model_runtime::{ErrorKind, Tx, prelude::*};

use super::{Entry, SCHEMA, names, store};
use crate::each::each;

#[tokio::test]
async fn closure_that_answers_ok_is_committed() {
    each(SCHEMA, async |db| {
        let entry = db
            .transaction(|mut tx| async move {
                store(&mut tx, "a").await?;
                store(&mut tx, "b").await
            })
            .await
            .unwrap();
        assert_eq!(entry.name, "b");
        assert_eq!(names(&db).await, ["a", "b"]);
    })
    .await;
}

#[tokio::test]
async fn closure_that_answers_an_error_is_rolled_back() {
    each(SCHEMA, async |db| {
        let error = db
            .transaction(|mut tx| async move {
                store(&mut tx, "a").await?;
                Entry::find(-1).one(&mut tx).await
            })
            .await
            .unwrap_err();
        assert!(error.is_not_found(), "{error:?}");
        assert_eq!(names(&db).await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn closure_that_swallows_an_error_of_the_database_is_not_committed() {
    each(SCHEMA, async |db| {
        let done: Result<()> = db
            .transaction(|mut tx| async move {
                store(&mut tx, "a").await?;
                let _ = store(&mut tx, "a").await;
                Ok(())
            })
            .await;
        let error = done.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TxAborted, "{error:?}");
        assert_eq!(names(&db).await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn closure_may_end_its_transaction_itself() {
    each(SCHEMA, async |db| {
        db.transaction(|mut tx| async move {
            store(&mut tx, "a").await?;
            tx.commit().await
        })
        .await
        .unwrap();
        db.transaction(|mut tx| async move {
            store(&mut tx, "b").await?;
            tx.rollback().await
        })
        .await
        .unwrap();
        assert_eq!(names(&db).await, ["a"]);
    })
    .await;
}

#[tokio::test]
async fn closure_that_lets_its_transaction_escape_is_not_committed() {
    each(SCHEMA, async |db| {
        let escaped: Result<Tx<'static>> = db
            .transaction(|mut tx| async move {
                store(&mut tx, "a").await?;
                Ok(tx)
            })
            .await;
        assert_eq!(escaped.unwrap_err().kind(), ErrorKind::TxAborted);
        assert_eq!(names(&db).await, [""; 0]);
    })
    .await;
}

#[derive(Debug)]
enum Own {
    Refused(&'static str),
    Database(Error),
}

impl From<Error> for Own {
    fn from(error: Error) -> Self {
        Self::Database(error)
    }
}

#[tokio::test]
async fn closure_may_have_an_error_of_its_own() {
    each(SCHEMA, async |db| {
        let done: Result<(), Own> = db
            .try_transaction(|mut tx| async move {
                store(&mut tx, "a").await?;
                Err(Own::Refused("no"))
            })
            .await;
        assert!(matches!(done, Err(Own::Refused("no"))), "{done:?}");
        let done: Result<(), Own> = db
            .try_transaction(|mut tx| async move {
                store(&mut tx, "a").await?;
                store(&mut tx, "a").await?;
                Ok(())
            })
            .await;
        assert!(matches!(done, Err(Own::Database(error)) if error.is_unique_violation()));
        assert_eq!(names(&db).await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn read_only_transaction_reads_and_refuses_to_write() {
    each(SCHEMA, async |db| {
        store(&db, "a").await.unwrap();
        let options = TransactionOptions::new().read_only();
        let mut tx = db.begin_with(options).await.unwrap();
        assert_eq!(names(&mut tx).await, ["a"]);
        let error = store(&mut tx, "b").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ReadOnly, "{error:?}");
        tx.rollback().await.unwrap();
        // The connection writes again afterwards.
        for name in ["c", "d", "e"] {
            store(&db, name).await.unwrap();
        }
        let mut tx = db.begin_with(options).await.unwrap();
        assert_eq!(names(&mut tx).await, ["a", "c", "d", "e"]);
        tx.commit().await.unwrap();
        store(&db, "f").await.unwrap();
    })
    .await;
}

/// Read, then write what follows from it, several at once: with retries no increment is lost.
#[tokio::test]
async fn retried_transactions_lose_no_update() {
    const TASKS: u32 = 4;
    const ROUNDS: u32 = 5;
    each(SCHEMA, async |db| {
        let id = store(&db, "counter").await.unwrap().id;
        let attempts = Arc::new(AtomicU32::new(0));
        let tasks = (0..TASKS).map(|_| {
            let (db, attempts) = (db.clone(), attempts.clone());
            tokio::spawn(async move {
                let options =
                    TransactionOptions::new().isolation(Isolation::Serializable).retry(100);
                for _ in 0..ROUNDS {
                    let attempts = attempts.clone();
                    db.transaction_with(options, move |mut tx| {
                        attempts.fetch_add(1, Ordering::Relaxed);
                        async move {
                            let mut entry = Entry::find(id).one(&mut tx).await?;
                            entry.amount += 1;
                            entry.save(&mut tx).await
                        }
                    })
                    .await?;
                }
                Ok::<_, Error>(())
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap().unwrap();
        }
        let amount = Entry::find(id).one(&db).await.unwrap().amount;
        assert_eq!(amount, i64::from(TASKS * ROUNDS));
        assert!(attempts.load(Ordering::Relaxed) >= TASKS * ROUNDS);
    })
    .await;
}
