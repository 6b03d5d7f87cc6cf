//! Savepoints: parts of a transaction that are rolled back alone.

use super::{SCHEMA, names, store};
use crate::each::each;

#[tokio::test]
async fn savepoint_is_committed_into_its_transaction() {
    each(SCHEMA, async |db| {
        let mut tx = db.begin().await.unwrap();
        store(&mut tx, "a").await.unwrap();
        let mut inner = tx.begin().await.unwrap();
        store(&mut inner, "b").await.unwrap();
        inner.commit().await.unwrap();
        assert_eq!(names(&db).await, [""; 0]);
        tx.commit().await.unwrap();
        assert_eq!(names(&db).await, ["a", "b"]);

        let mut tx = db.begin().await.unwrap();
        let mut inner = tx.begin().await.unwrap();
        store(&mut inner, "c").await.unwrap();
        inner.commit().await.unwrap();
        tx.rollback().await.unwrap();
        assert_eq!(names(&db).await, ["a", "b"]);
    })
    .await;
}

#[tokio::test]
async fn savepoint_that_is_rolled_back_or_dropped_spares_the_rest() {
    each(SCHEMA, async |db| {
        let mut tx = db.begin().await.unwrap();
        store(&mut tx, "a").await.unwrap();
        let mut inner = tx.begin().await.unwrap();
        store(&mut inner, "rolled back").await.unwrap();
        inner.rollback().await.unwrap();
        let mut inner = tx.begin().await.unwrap();
        store(&mut inner, "dropped").await.unwrap();
        drop(inner);
        store(&mut tx, "b").await.unwrap();
        assert_eq!(names(&mut tx).await, ["a", "b"]);
        let mut inner = tx.begin().await.unwrap();
        store(&mut inner, "dropped last").await.unwrap();
        drop(inner);
        tx.commit().await.unwrap();
        assert_eq!(names(&db).await, ["a", "b"]);
    })
    .await;
}

#[tokio::test]
async fn error_in_a_savepoint_spares_the_rest() {
    each(SCHEMA, async |db| {
        let mut tx = db.begin().await.unwrap();
        store(&mut tx, "a").await.unwrap();
        for rolled_back in [true, false] {
            let mut inner = tx.begin().await.unwrap();
            store(&mut inner, "x").await.unwrap();
            let error = store(&mut inner, "a").await.unwrap_err();
            assert!(error.is_unique_violation(), "{error:?}");
            if rolled_back {
                inner.rollback().await.unwrap();
            } else {
                drop(inner);
            }
        }
        let inner = {
            let mut inner = tx.begin().await.unwrap();
            store(&mut inner, "a").await.unwrap_err();
            inner.commit().await
        };
        inner.unwrap_err();
        store(&mut tx, "b").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(names(&db).await, ["a", "b"]);
    })
    .await;
}

#[tokio::test]
async fn savepoints_nest() {
    each(SCHEMA, async |db| {
        let mut tx = db.begin().await.unwrap();
        store(&mut tx, "1").await.unwrap();
        let mut second = tx.begin().await.unwrap();
        store(&mut second, "2").await.unwrap();
        let mut third = second.begin().await.unwrap();
        store(&mut third, "3").await.unwrap();
        let mut fourth = third.begin().await.unwrap();
        store(&mut fourth, "4").await.unwrap();
        fourth.rollback().await.unwrap();
        third.commit().await.unwrap();
        let mut third = second.begin().await.unwrap();
        store(&mut third, "lost").await.unwrap();
        drop(third);
        second.commit().await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(names(&db).await, ["1", "2", "3"]);
    })
    .await;
}

#[tokio::test]
async fn forgotten_savepoint_goes_when_its_transaction_goes_on() {
    each(SCHEMA, async |db| {
        let mut tx = db.begin().await.unwrap();
        store(&mut tx, "a").await.unwrap();
        let mut inner = tx.begin().await.unwrap();
        store(&mut inner, "forgotten").await.unwrap();
        std::mem::forget(inner);
        assert_eq!(names(&mut tx).await, ["a"]);
        tx.commit().await.unwrap();
        assert_eq!(names(&db).await, ["a"]);
    })
    .await;
}
