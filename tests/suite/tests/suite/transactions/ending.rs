//! Commit, rollback, and what happens to a transaction that is dropped.

use std::time::Duration;

use model_runtime::prelude::*;

use super::{Entry, SCHEMA, names, store};
use crate::each::{each, each_with};

#[tokio::test]
async fn commit_stores_and_only_then_others_see_it() {
    each(SCHEMA, async |db| {
        let mut tx = db.begin().await.unwrap();
        store(&mut tx, "a").await.unwrap();
        assert_eq!(names(&mut tx).await, ["a"]);
        assert_eq!(names(&db).await, [""; 0], "another connection sees nothing yet");
        tx.commit().await.unwrap();
        assert_eq!(names(&db).await, ["a"]);
    })
    .await;
}

#[tokio::test]
async fn rollback_stores_nothing() {
    each(SCHEMA, async |db| {
        let kept = store(&db, "kept").await.unwrap();
        let mut tx = db.begin().await.unwrap();
        store(&mut tx, "a").await.unwrap();
        kept.update().set(Entry::AMOUNT, 5).run(&mut tx).await.unwrap();
        assert_eq!(Entry::query().everything().delete(&mut tx).await.unwrap(), 2);
        tx.rollback().await.unwrap();
        assert_eq!(Entry::query().all(&db).await.unwrap(), [kept]);
    })
    .await;
}

#[tokio::test]
async fn dropped_transaction_is_rolled_back() {
    each(SCHEMA, async |db| {
        for _ in 0..12 {
            let mut tx = db.begin().await.unwrap();
            store(&mut tx, "a").await.unwrap();
            drop(tx);
        }
        assert_eq!(names(&db).await, [""; 0]);
        store(&db, "a").await.unwrap();
        assert_eq!(names(&db).await, ["a"]);
    })
    .await;
}

#[tokio::test]
async fn transaction_of_a_connection_gives_it_back() {
    each(SCHEMA, async |db| {
        let mut conn = db.acquire().await.unwrap();
        assert!(!conn.is_in_transaction());
        let mut tx = conn.begin().await.unwrap();
        store(&mut tx, "a").await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = conn.begin().await.unwrap();
        store(&mut tx, "b").await.unwrap();
        tx.rollback().await.unwrap();
        let mut tx = conn.begin().await.unwrap();
        store(&mut tx, "c").await.unwrap();
        drop(tx);
        assert_eq!(names(&mut conn).await, ["a"]);
        assert!(!conn.is_in_transaction());
        store(&mut conn, "d").await.unwrap();
        drop(conn);
        assert_eq!(names(&db).await, ["a", "d"]);
    })
    .await;
}

/// With one connection in all, whatever is not given back would be waited for.
#[tokio::test]
async fn every_end_gives_the_connection_back() {
    each_with(SCHEMA, async |database, _| {
        let builder = Db::builder(database.url()).max_connections(1);
        let db = builder.acquire_timeout(Duration::from_secs(3)).connect().await.unwrap();
        for round in 0..5 {
            let mut tx = db.begin().await.unwrap();
            store(&mut tx, &format!("committed {round}")).await.unwrap();
            tx.commit().await.unwrap();
            let mut tx = db.begin().await.unwrap();
            store(&mut tx, "rolled back").await.unwrap();
            tx.rollback().await.unwrap();
            let mut tx = db.begin().await.unwrap();
            store(&mut tx, "dropped").await.unwrap();
            drop(tx);
            let mut tx = db.begin().await.unwrap();
            store(&mut tx, &format!("committed {round}")).await.unwrap_err();
            tx.commit().await.unwrap_err();
        }
        assert_eq!(Entry::query().count(&db).await.unwrap(), 5);
    })
    .await;
}

#[tokio::test]
async fn statement_dropped_in_the_middle_ends_its_transaction_and_harms_no_other() {
    each_with(SCHEMA, async |database, db| {
        let rows = (0..20_000).map(|at| Entry::create().name(format!("e{at}")));
        Entry::insert_all(&db, rows).await.unwrap();
        let builder = Db::builder(database.url()).max_connections(2);
        let db = builder.acquire_timeout(Duration::from_secs(5)).connect().await.unwrap();
        for _ in 0..20 {
            let all = Entry::query().all(&db);
            let cut = tokio::time::timeout(Duration::from_micros(900), all).await;
            if let Ok(all) = cut {
                assert_eq!(all.unwrap().len(), 20_000);
            }
            assert_eq!(Entry::filter(Entry::NAME.eq("e7")).count(&db).await.unwrap(), 1);
        }
        let mut tx = db.begin().await.unwrap();
        store(&mut tx, "lost").await.unwrap();
        let cut =
            tokio::time::timeout(Duration::from_micros(500), Entry::query().all(&mut tx)).await;
        let committed = tx.commit().await;
        assert_eq!(cut.is_ok(), committed.is_ok());
        let stored = Entry::filter(Entry::NAME.eq("lost")).exists(&db).await.unwrap();
        assert_eq!(stored, committed.is_ok());
    })
    .await;
}
