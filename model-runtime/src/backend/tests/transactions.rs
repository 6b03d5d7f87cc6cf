//! Commit, rollback, savepoints, and what an error does to them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::*;
use crate::backend::{Isolation, TransactionOptions};
use crate::error::{Error, ErrorKind};

async fn insert(conn: &mut Conn, id: i64) -> Result<()> {
    execute(conn, "INSERT INTO t (id, n) VALUES (?, 0)", &[id]).await
}

#[tokio::test]
async fn commit_stores_and_rollback_does_not() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        numbers(&db).await;
        let mut tx = db.begin().await.unwrap();
        insert(tx.conn(), 1).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = db.begin().await.unwrap();
        insert(tx.conn(), 2).await.unwrap();
        tx.rollback().await.unwrap();
        assert_eq!(count(&db).await, 1, "{:?}", ground.dialect);
        ground.clear().await;
    }
}

#[tokio::test]
async fn dropped_transaction_is_rolled_back_and_its_connection_used_again() {
    for ground in Ground::all().await {
        let db = ground.builder().max_connections(1).connect().await.unwrap();
        numbers(&db).await;
        for _ in 0..50 {
            let mut tx = db.begin().await.unwrap();
            insert(tx.conn(), 1).await.unwrap();
            drop(tx);
        }
        assert_eq!(count(&db).await, 0, "{:?}", ground.dialect);
        ground.clear().await;
    }
}

#[tokio::test]
async fn transaction_on_a_held_connection_is_rolled_back_before_the_next_statement() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        numbers(&db).await;
        let mut conn = db.acquire().await.unwrap();
        let mut tx = conn.begin().await.unwrap();
        insert(tx.conn(), 1).await.unwrap();
        drop(tx);
        assert!(!conn.is_in_transaction());
        assert_eq!(ints(&mut conn, "SELECT count(*) FROM t", &[]).await.unwrap(), [0]);
        ground.clear().await;
    }
}

#[tokio::test]
async fn savepoints_nest() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        numbers(&db).await;
        let mut tx = db.begin().await.unwrap();
        insert(tx.conn(), 1).await.unwrap();
        let mut inner = tx.begin().await.unwrap();
        insert(inner.conn(), 2).await.unwrap();
        let mut innermost = inner.begin().await.unwrap();
        insert(innermost.conn(), 3).await.unwrap();
        drop(innermost);
        insert(inner.conn(), 4).await.unwrap();
        inner.commit().await.unwrap();
        let mut other = tx.begin().await.unwrap();
        insert(other.conn(), 5).await.unwrap();
        other.rollback().await.unwrap();
        tx.commit().await.unwrap();
        let mut conn = db.acquire().await.unwrap();
        let stored = ints(&mut conn, "SELECT id FROM t ORDER BY id", &[]).await.unwrap();
        assert_eq!(stored, [1, 2, 4], "{:?}", ground.dialect);
        drop(conn);
        ground.clear().await;
    }
}

#[tokio::test]
async fn error_ends_the_transaction_on_every_database() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        numbers(&db).await;
        let mut tx = db.begin().await.unwrap();
        insert(tx.conn(), 1).await.unwrap();
        assert!(insert(tx.conn(), 1).await.unwrap_err().is_unique_violation());
        let refused = insert(tx.conn(), 2).await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::TxAborted, "{:?}", ground.dialect);
        let refused = tx.commit().await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::TxAborted);
        let cause = std::error::Error::source(&refused).unwrap().to_string();
        assert!(cause.contains("not unique"), "{cause}");
        assert_eq!(count(&db).await, 0, "{:?}", ground.dialect);
        ground.clear().await;
    }
}

#[tokio::test]
async fn error_in_a_savepoint_spares_the_transaction() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        numbers(&db).await;
        let mut tx = db.begin().await.unwrap();
        insert(tx.conn(), 1).await.unwrap();
        let mut inner = tx.begin().await.unwrap();
        insert(inner.conn(), 2).await.unwrap();
        insert(inner.conn(), 1).await.unwrap_err();
        assert_eq!(inner.commit().await.unwrap_err().kind(), ErrorKind::TxAborted);
        insert(tx.conn(), 3).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(count(&db).await, 2, "{:?}", ground.dialect);
        ground.clear().await;
    }
}

#[tokio::test]
async fn commit_after_a_savepoint_that_can_not_be_rolled_back_leaves_the_connection_usable() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        numbers(&db).await;
        let mut conn = db.acquire().await.unwrap();
        let mut tx = conn.begin().await.unwrap();
        let mut savepoint = tx.begin().await.unwrap();
        // Somebody ends the transaction behind our back.
        savepoint.conn().batch("ROLLBACK").await.map_err(|failure| failure.error).unwrap();
        drop(savepoint);
        assert!(tx.commit().await.is_err(), "{:?}", ground.dialect);
        assert!(!conn.is_in_transaction(), "{:?}", ground.dialect);
        insert(&mut conn, 1).await.unwrap();
        assert_eq!(count(&db).await, 1, "{:?}", ground.dialect);
        drop(conn);
        ground.clear().await;
    }
}

#[tokio::test]
async fn error_of_the_sink_spares_the_transaction() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        numbers(&db).await;
        let mut tx = db.begin().await.unwrap();
        insert(tx.conn(), 1).await.unwrap();
        insert(tx.conn(), 2).await.unwrap();
        let conn = tx.conn();
        let args = none(conn);
        let mut calls = 0;
        let refused = conn
            .run("SELECT id FROM t", args, &mut |_| {
                calls += 1;
                Err(Error::new(ErrorKind::Decode, "no"))
            })
            .await;
        assert_eq!((refused.unwrap_err().kind(), calls), (ErrorKind::Decode, 1));
        tx.commit().await.unwrap();
        assert_eq!(count(&db).await, 2, "{:?}", ground.dialect);
        ground.clear().await;
    }
}

#[tokio::test]
async fn closure_commits_or_rolls_back_by_its_answer() {
    for ground in Ground::all().await {
        let db = ground.builder().max_connections(1).connect().await.unwrap();
        numbers(&db).await;
        let answer = db
            .transaction(|mut tx| async move {
                insert(tx.conn(), 1).await?;
                Ok(7)
            })
            .await;
        assert_eq!(answer.unwrap(), 7);
        let answer: Result<()> = db
            .transaction(|mut tx| async move {
                insert(tx.conn(), 2).await?;
                insert(tx.conn(), 1).await
            })
            .await;
        assert!(answer.unwrap_err().is_unique_violation());
        let swallowed = db
            .transaction(|mut tx| async move {
                insert(tx.conn(), 3).await?;
                let _ = insert(tx.conn(), 1).await;
                Ok(())
            })
            .await;
        assert_eq!(swallowed.unwrap_err().kind(), ErrorKind::TxAborted);
        assert_eq!(count(&db).await, 1, "{:?}", ground.dialect);
        ground.clear().await;
    }
}

#[tokio::test]
async fn closure_may_end_its_transaction_itself_but_not_let_it_escape() {
    let ground = Ground::of(Dialect::Sqlite).await.unwrap();
    let db = ground.db().await;
    numbers(&db).await;
    db.transaction(|mut tx| async move {
        insert(tx.conn(), 1).await?;
        tx.commit().await
    })
    .await
    .unwrap();
    let mut escaped = None;
    let answer = db
        .transaction(|tx| {
            escaped = Some(tx);
            async { Ok(()) }
        })
        .await;
    assert_eq!(answer.unwrap_err().kind(), ErrorKind::TxAborted);
    drop(escaped);
    assert_eq!(count(&db).await, 1);
    ground.clear().await;
}

#[tokio::test]
async fn read_only_transaction_refuses_writes_and_leaves_no_trace() {
    for ground in Ground::all().await {
        let db = ground.builder().max_connections(1).connect().await.unwrap();
        numbers(&db).await;
        let options = TransactionOptions::new().read_only();
        for end in 0..3 {
            let mut tx = db.begin_with(options).await.unwrap();
            ints(tx.conn(), "SELECT count(*) FROM t", &[]).await.unwrap();
            match end {
                0 => tx.commit().await.unwrap(),
                1 => tx.rollback().await.unwrap(),
                _ => {
                    let refused = insert(tx.conn(), 1).await.unwrap_err();
                    assert_eq!(refused.kind(), ErrorKind::ReadOnly, "{:?}", ground.dialect);
                    drop(tx);
                }
            }
            let mut conn = db.acquire().await.unwrap();
            insert(&mut conn, end).await.unwrap();
        }
        ground.clear().await;
    }
}

#[tokio::test]
async fn isolation_is_as_asked() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        numbers(&db).await;
        for isolation in
            [Isolation::ReadCommitted, Isolation::RepeatableRead, Isolation::Serializable]
        {
            let options = TransactionOptions::new().isolation(isolation).read_only();
            let mut tx = db.begin_with(options).await.unwrap();
            let before = ints(tx.conn(), "SELECT count(*) FROM t", &[]).await.unwrap();
            if ground.dialect == Dialect::MySql && isolation == Isolation::Serializable {
                continue;
            }
            let mut conn = db.acquire().await.unwrap();
            execute(&mut conn, "INSERT INTO t (id) SELECT count(*) FROM t", &[]).await.unwrap();
            let after = ints(tx.conn(), "SELECT count(*) FROM t", &[]).await.unwrap();
            let sees_it =
                isolation == Isolation::ReadCommitted && ground.dialect != Dialect::Sqlite;
            assert_eq!(
                after[0] - before[0],
                i64::from(sees_it),
                "{:?} {isolation:?}",
                ground.dialect
            );
        }
        ground.clear().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn retry_runs_the_closure_again_until_it_fits() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        numbers(&db).await;
        insert(&mut db.acquire().await.unwrap(), 1).await.unwrap();
        let runs = Arc::new(AtomicU32::new(0));
        let options = TransactionOptions::new().isolation(Isolation::Serializable).retry(50);
        let add = |db: Db, runs: Arc<AtomicU32>| async move {
            db.transaction_with(options, |mut tx| {
                runs.fetch_add(1, Ordering::Relaxed);
                async move {
                    let n = ints(tx.conn(), "SELECT n FROM t WHERE id = 1", &[]).await?[0];
                    execute(tx.conn(), "UPDATE t SET n = ? WHERE id = 1", &[n + 1]).await
                }
            })
            .await
        };
        let tasks: Vec<_> =
            (0..20).map(|_| tokio::spawn(add(db.clone(), Arc::clone(&runs)))).collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        let mut conn = db.acquire().await.unwrap();
        assert_eq!(
            ints(&mut conn, "SELECT n FROM t", &[]).await.unwrap(),
            [20],
            "{:?}",
            ground.dialect
        );
        assert!(runs.load(Ordering::Relaxed) >= 20);
        drop(conn);
        ground.clear().await;
    }
}

#[tokio::test]
async fn create_all_is_idempotent_and_safe_side_by_side() {
    // With an empty schema: what the statements are is the dialect's matter.
    for ground in Ground::all().await {
        let db = ground.db().await;
        let schema = crate::schema::Schema::checked(&[]);
        let (a, b) = tokio::join!(db.create_all(&schema), db.create_all(&schema));
        a.unwrap();
        b.unwrap();
        db.drop_all(&schema).await.unwrap();
        db.drop_all(&schema).await.unwrap();
        ground.clear().await;
    }
}
