//! After an error in a transaction nothing more is stored by it, on every database alike.

use model_runtime::{ErrorKind, prelude::*};

use super::{Entry, SCHEMA, names, store};
use crate::each::each;

#[tokio::test]
async fn statements_and_commit_after_an_error_are_refused() {
    each(SCHEMA, async |db| {
        let mut tx = db.begin().await.unwrap();
        store(&mut tx, "a").await.unwrap();
        let error = store(&mut tx, "a").await.unwrap_err();
        assert!(error.is_unique_violation());
        let error = store(&mut tx, "b").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TxAborted, "{error:?}");
        let error = Entry::query().all(&mut tx).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TxAborted, "{error:?}");
        let error = tx.begin().await.err().unwrap();
        assert_eq!(error.kind(), ErrorKind::TxAborted, "{error:?}");
        let error = tx.commit().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TxAborted, "{error:?}");
        let cause = std::error::Error::source(&error).unwrap().to_string();
        assert!(cause.contains("not unique"), "{cause}");
        assert_eq!(names(&db).await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn every_kind_of_refusal_by_the_database_counts() {
    each(SCHEMA, async |db| {
        store(&db, "taken").await.unwrap();
        let mut kinds = Vec::new();
        for case in 0..4 {
            let mut tx = db.begin().await.unwrap();
            store(&mut tx, "lost").await.unwrap();
            let error = match case {
                0 => store(&mut tx, "taken").await.map(drop),
                1 => Entry::create().name("x").amount(-1).insert(&mut tx).await.map(drop),
                2 => Entry::insert_all(&mut tx, [Entry::create().name("taken")]).await.map(drop),
                _ => Entry::query()
                    .everything()
                    .update()
                    .set(Entry::NAME, "same")
                    .run(&mut tx)
                    .await
                    .map(drop),
            };
            kinds.push(error.unwrap_err().kind());
            assert_eq!(tx.commit().await.unwrap_err().kind(), ErrorKind::TxAborted, "case {case}");
        }
        use ErrorKind::{Check, Unique};
        assert_eq!(kinds, [Unique, Check, Unique, Unique]);
        assert_eq!(names(&db).await, ["taken"]);
    })
    .await;
}

#[tokio::test]
async fn errors_before_anything_is_sent_do_not_count() {
    each(SCHEMA, async |db| {
        let mut tx = db.begin().await.unwrap();
        store(&mut tx, "a").await.unwrap();
        let too_long = store(&mut tx, &"x".repeat(21)).await.unwrap_err();
        assert_eq!(too_long.kind(), ErrorKind::TooLong);
        let unfiltered = Entry::query().delete(&mut tx).await.unwrap_err();
        assert_eq!(unfiltered.kind(), ErrorKind::Unfiltered);
        let missing = Entry::find(-1).one(&mut tx).await.unwrap_err();
        assert!(missing.is_not_found());
        store(&mut tx, "b").await.unwrap();
        let many = Entry::query().one(&mut tx).await.unwrap_err();
        assert!(many.is_too_many_rows());
        tx.commit().await.unwrap();
        assert_eq!(names(&db).await, ["a", "b"]);
    })
    .await;
}

#[tokio::test]
async fn rollback_after_an_error_frees_the_connection() {
    each(SCHEMA, async |db| {
        let mut conn = db.acquire().await.unwrap();
        for _ in 0..3 {
            let mut tx = conn.begin().await.unwrap();
            store(&mut tx, "a").await.unwrap();
            store(&mut tx, "a").await.unwrap_err();
            tx.rollback().await.unwrap();
            assert_eq!(names(&mut conn).await, [""; 0]);
        }
        store(&mut conn, "a").await.unwrap();
        assert_eq!(names(&db).await, ["a"]);
    })
    .await;
}
