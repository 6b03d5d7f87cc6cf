//! Transactions in each other's way, and statements that take too long.

use std::time::{Duration, Instant};

use model_runtime::{ErrorKind, prelude::*};
use test_support::TestDb;

use super::{Owner, SCHEMA, owner};
use crate::each::{each_with, skip};

/// Connects once more, with a deadline of its own.
async fn hurried(database: &TestDb, deadline: Duration) -> Db {
    Db::builder(database.url()).deadline(deadline).max_connections(2).connect().await.unwrap()
}

#[tokio::test]
async fn second_writer_of_sqlite_is_told_that_it_is_busy() {
    each_with(SCHEMA, async |database, db| {
        if !database.is_sqlite() {
            return skip(database, "several can write at once");
        }
        let other = hurried(database, Duration::from_secs(30)).await;
        let mut tx = other.begin().await.unwrap();
        Owner::create().email("held").insert(&mut tx).await.unwrap();
        let begun = db.begin();
        let (insert, begun) = tokio::join!(Owner::create().email("waits").insert(&db), begun);
        for error in [insert.unwrap_err(), begun.err().unwrap()] {
            assert_eq!(error.kind(), ErrorKind::Busy, "{error:?}");
            assert!(error.is_retryable());
        }
        // Readers are not in the way, nor is the writer in theirs.
        assert_eq!(Owner::query().count(&db).await.unwrap(), 0);
        tx.commit().await.unwrap();
        Owner::create().email("waits").insert(&db).await.unwrap();
        assert_eq!(Owner::query().count(&db).await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn writer_waits_for_another_that_commits_in_time() {
    each_with(SCHEMA, async |_, db| {
        let fred = owner(&db).await;
        let mut tx = db.begin().await.unwrap();
        fred.update().set(Owner::EMAIL, "first").run(&mut tx).await.unwrap();
        let second = tokio::spawn({
            let (db, fred) = (db.clone(), fred.clone());
            async move { fred.update().set(Owner::EMAIL, "second").run(&db).await }
        });
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert!(!second.is_finished(), "the row is locked");
        tx.commit().await.unwrap();
        second.await.unwrap().unwrap();
        assert_eq!(Owner::find(fred.id).one(&db).await.unwrap().email, "second");
    })
    .await;
}

#[tokio::test]
async fn no_call_waits_longer_than_its_deadline() {
    each_with(SCHEMA, async |database, db| {
        let fred = owner(&db).await;
        let hurried = hurried(database, Duration::from_millis(300)).await;
        let mut tx = db.begin().await.unwrap();
        fred.update().set(Owner::EMAIL, "held").run(&mut tx).await.unwrap();
        let started = Instant::now();
        let error = fred.update().set(Owner::EMAIL, "waits").run(&hurried).await.unwrap_err();
        assert!(started.elapsed() < Duration::from_secs(3), "{:?}", started.elapsed());
        // SQLite stops waiting before its deadline, and knows what it waited for.
        let busy = database.is_sqlite() && error.kind() == ErrorKind::Busy;
        assert!(busy || error.kind() == ErrorKind::StatementTimeout, "{error:?}");
        assert!(error.is_timeout() != busy && !error.is_connection_lost());
        tx.commit().await.unwrap();

        // The statement was ended on the server, too: it changes nothing afterwards.
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert_eq!(Owner::find(fred.id).one(&hurried).await.unwrap().email, "held");
        fred.update().set(Owner::EMAIL, "later").run(&hurried).await.unwrap();
        assert_eq!(Owner::find(fred.id).one(&db).await.unwrap().email, "later");
    })
    .await;
}

#[tokio::test]
async fn deadline_ends_the_transaction_of_its_statement() {
    each_with(SCHEMA, async |database, db| {
        if database.is_sqlite() {
            return skip(
                database,
                "its second transaction waits at its beginning, not at a statement",
            );
        }
        let fred = owner(&db).await;
        let hurried = hurried(database, Duration::from_millis(300)).await;
        let mut held = db.begin().await.unwrap();
        fred.update().set(Owner::EMAIL, "held").run(&mut held).await.unwrap();
        let mut tx = hurried.begin().await.unwrap();
        Owner::create().email("lost").insert(&mut tx).await.unwrap();
        let error = fred.update().set(Owner::EMAIL, "waits").run(&mut tx).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::StatementTimeout, "{error:?}");
        let error = Owner::query().count(&mut tx).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TxAborted, "{error:?}");
        assert_eq!(tx.commit().await.unwrap_err().kind(), ErrorKind::TxAborted);
        held.rollback().await.unwrap();
        assert_eq!(Owner::query().all(&db).await.unwrap(), [fred]);
    })
    .await;
}

#[tokio::test]
async fn deadlock_ends_one_of_the_two_and_is_retryable() {
    each_with(SCHEMA, async |database, db| {
        if database.is_sqlite() {
            return skip(database, "writers come one after the other");
        }
        let a = owner(&db).await;
        let b = Owner::create().email("b").insert(&db).await.unwrap();
        let (mut left, mut right) = (db.begin().await.unwrap(), db.begin().await.unwrap());
        a.update().set(Owner::EMAIL, "left a").run(&mut left).await.unwrap();
        b.update().set(Owner::EMAIL, "right b").run(&mut right).await.unwrap();
        let (of_left, of_right) =
            tokio::join!(b.update().set(Owner::EMAIL, "left b").run(&mut left), async {
                let done = a.update().set(Owner::EMAIL, "right a").run(&mut right).await;
                if done.is_err() {
                    // The other one waits for our locks until we are gone.
                    right.rollback().await.unwrap();
                    return (done, None);
                }
                (done, Some(right))
            },);
        let (of_right, right) = of_right;
        let (error, survivor, email) = match (of_left, of_right) {
            (Err(error), Ok(())) => {
                let again = Owner::query().count(&mut left).await.unwrap_err();
                assert!(again.kind() == ErrorKind::TxAborted && again.is_retryable(), "{again:?}");
                (error, right.unwrap(), "right a")
            }
            (Ok(()), Err(error)) => (error, left, "left a"),
            both => panic!("{both:?}"),
        };
        assert_eq!(error.kind(), ErrorKind::Deadlock, "{error:?}");
        assert!(error.is_retryable());
        survivor.commit().await.unwrap();
        assert_eq!(Owner::find(a.id).one(&db).await.unwrap().email, email);
    })
    .await;
}

#[tokio::test]
async fn empty_pool_times_out() {
    each_with(SCHEMA, async |database, _| {
        let builder = Db::builder(database.url()).max_connections(2);
        let db = builder.acquire_timeout(Duration::from_millis(200)).connect().await.unwrap();
        let held = [db.acquire().await.unwrap(), db.acquire().await.unwrap()];
        let started = Instant::now();
        let error = Owner::query().count(&db).await.unwrap_err();
        assert!(started.elapsed() < Duration::from_secs(3));
        assert_eq!(error.kind(), ErrorKind::PoolTimeout, "{error:?}");
        assert!(error.is_timeout());
        drop(held);
        assert_eq!(Owner::query().count(&db).await.unwrap(), 0);
    })
    .await;
}
