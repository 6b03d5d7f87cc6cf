//! Futures that are dropped, and statements that take too long.

use std::future::poll_fn;
use std::task::Poll;
use std::time::{Duration, Instant};

use super::*;
use crate::error::ErrorKind;

/// Polls a future a number of times, then drops it; tells whether it had ended.
pub(super) async fn poll_times<F: Future>(future: F, times: u32) -> bool {
    let mut future = Box::pin(future);
    let mut polls = 0;
    poll_fn(|context| {
        polls += 1;
        if future.as_mut().poll(context).is_ready() {
            return Poll::Ready(true);
        }
        if polls >= times { Poll::Ready(false) } else { Poll::Pending }
    })
    .await
}

/// So many rows of a text of about 5 kB.
pub(super) fn many_rows(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => {
            "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < ?) \
             SELECT n, hex(zeroblob(2500)) FROM s"
        }
        Dialect::Postgres => "SELECT n, repeat('x', 5000) FROM generate_series(1, ?) AS s(n)",
        Dialect::MySql => {
            "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < ?) \
             SELECT n, repeat('x', 5000) FROM s"
        }
    }
}

pub(super) async fn sleep_long(conn: &mut Conn) -> Result<Vec<i64>> {
    ints(conn, long(conn.dialect()), &[]).await
}

/// A statement that takes twenty seconds, or very many steps.
fn long(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => {
            "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 500000000) \
             SELECT count(*) FROM s"
        }
        Dialect::Postgres => "SELECT 1::bigint FROM pg_sleep(20)",
        Dialect::MySql => "SELECT sleep(20)",
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dropped_statements_never_harm_later_ones() {
    for ground in Ground::all().await {
        let db = ground.builder().max_connections(2).connect().await.unwrap();
        let started = Instant::now();
        for round in 0..200_i64 {
            let rows = [1, 3, 50, 300][usize::try_from(round % 4).unwrap()];
            let times = u32::try_from(round % 8).unwrap() + 1;
            let work = async {
                let mut conn = db.acquire().await.unwrap();
                ints(&mut conn, many_rows(ground.dialect), &[rows]).await.unwrap().len()
            };
            poll_times(work, times).await;
            let mut conn = db.acquire().await.unwrap();
            let next = ints(&mut conn, many_rows(ground.dialect), &[7]).await.unwrap();
            assert_eq!(next, [1, 2, 3, 4, 5, 6, 7], "{:?} {round}", ground.dialect);
        }
        assert!(started.elapsed() < Duration::from_secs(30), "{:?}", ground.dialect);
        ground.clear().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dropped_statement_on_a_held_connection_gets_another_one() {
    for ground in Ground::all().await {
        let db = ground.builder().max_connections(1).connect().await.unwrap();
        let mut conn = db.acquire().await.unwrap();
        for times in 1..6 {
            poll_times(ints(&mut conn, many_rows(ground.dialect), &[300]), times).await;
            let next = ints(&mut conn, many_rows(ground.dialect), &[2]).await.unwrap();
            assert_eq!(next, [1, 2], "{:?}", ground.dialect);
        }
        drop(conn);
        ground.clear().await;
    }
}

#[tokio::test]
async fn dropped_statement_ends_its_transaction() {
    for ground in Ground::all().await {
        let db = ground.builder().max_connections(1).connect().await.unwrap();
        numbers(&db).await;
        let mut tx = db.begin().await.unwrap();
        execute(tx.conn(), "INSERT INTO t (id) VALUES (1)", &[]).await.unwrap();
        let mut inner = tx.begin().await.unwrap();
        {
            let conn = inner.conn();
            let args = int_args(ground.dialect, &[300]);
            let mut rows = conn.rows(sql(ground.dialect, many_rows(ground.dialect)), args);
            rows.next().await.unwrap();
        }
        drop(inner);
        let refused = execute(tx.conn(), "INSERT INTO t (id) VALUES (2)", &[]).await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::TxAborted, "{:?}", ground.dialect);
        assert_eq!(tx.commit().await.unwrap_err().kind(), ErrorKind::TxAborted);
        assert_eq!(count(&db).await, 0, "{:?}", ground.dialect);
        ground.clear().await;
    }
}

#[tokio::test]
async fn dropped_begin_commit_and_savepoint_leave_the_pool_whole() {
    for ground in Ground::all().await {
        let db = ground.builder().max_connections(2).connect().await.unwrap();
        numbers(&db).await;
        for times in 1..30 {
            let work = async {
                let mut tx = db.begin().await.unwrap();
                let mut inner = tx.begin().await.unwrap();
                execute(inner.conn(), "INSERT INTO t (id) VALUES (?)", &[i64::from(times)])
                    .await
                    .unwrap();
                inner.commit().await.unwrap();
                tx.commit().await.unwrap();
            };
            let ended = poll_times(work, times).await;
            let mut conn = db.acquire().await.unwrap();
            let stored = ints(&mut conn, "SELECT id FROM t WHERE id = ?", &[i64::from(times)])
                .await
                .unwrap();
            assert!(!ended || stored.len() == 1, "{:?} {times}", ground.dialect);
        }
        ground.clear().await;
    }
}

#[tokio::test]
async fn statement_past_its_deadline_is_stopped() {
    for ground in Ground::all().await {
        let limit = Duration::from_millis(300);
        let db = ground.builder().max_connections(1).deadline(limit).connect().await.unwrap();
        let started = Instant::now();
        let mut conn = db.acquire().await.unwrap();
        let error = sleep_long(&mut conn).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::StatementTimeout, "{:?} {error:?}", ground.dialect);
        assert!(started.elapsed() < limit + Duration::from_millis(500), "{:?}", started.elapsed());
        drop(conn);
        let mut conn = db.acquire().await.unwrap();
        assert_eq!(ints(&mut conn, many_rows(ground.dialect), &[1]).await.unwrap(), [1]);
        assert!(started.elapsed() < limit + Duration::from_secs(2), "{:?}", started.elapsed());
        drop(conn);
        ground.clear().await;
    }
}

#[tokio::test]
async fn batch_past_its_deadline_is_stopped() {
    for ground in Ground::all().await {
        let limit = Duration::from_millis(300);
        let db = ground.builder().max_connections(1).deadline(limit).connect().await.unwrap();
        let started = Instant::now();
        let mut conn = db.acquire().await.unwrap();
        let failure = conn.batch(long(ground.dialect)).await.unwrap_err();
        assert_eq!(failure.error.kind(), ErrorKind::StatementTimeout, "{:?}", ground.dialect);
        conn.state().fail(&failure);
        assert_eq!(ints(&mut conn, many_rows(ground.dialect), &[1]).await.unwrap(), [1]);
        assert!(started.elapsed() < limit + Duration::from_secs(2), "{:?}", started.elapsed());
        drop(conn);
        ground.clear().await;
    }
}

#[tokio::test]
async fn dropped_long_statement_frees_its_place_soon() {
    for ground in Ground::all().await {
        let db = ground.builder().max_connections(1).connect().await.unwrap();
        let started = Instant::now();
        let work = async { sleep_long(&mut db.acquire().await.unwrap()).await };
        assert!(tokio::time::timeout(Duration::from_millis(100), work).await.is_err());
        let mut conn = db.acquire().await.unwrap();
        assert_eq!(ints(&mut conn, many_rows(ground.dialect), &[1]).await.unwrap(), [1]);
        assert!(
            started.elapsed() < Duration::from_secs(1),
            "{:?} {:?}",
            ground.dialect,
            started.elapsed()
        );
        drop(conn);
        ground.clear().await;
    }
}

#[tokio::test]
async fn stream_is_measured_from_row_to_row() {
    for ground in Ground::all().await {
        let db = ground.builder().deadline(Duration::from_millis(300)).connect().await.unwrap();
        let mut conn = db.acquire().await.unwrap();
        let args = int_args(ground.dialect, &[4]);
        let mut rows = conn.rows(sql(ground.dialect, many_rows(ground.dialect)), args);
        let mut seen = 0;
        while let Some(row) = rows.next().await.unwrap() {
            seen += row.source().int(0, SqlType::I64).unwrap().unwrap();
            tokio::time::sleep(Duration::from_millis(120)).await;
        }
        assert_eq!(seen, 10);
        drop(rows);
        drop(conn);
        ground.clear().await;
    }
}
