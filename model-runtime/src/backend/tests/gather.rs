//! Rows that are gathered, on SQLite by its own thread.

use std::sync::Arc;
use std::time::Duration;

use super::cancel::{many_rows, poll_times, sleep_long};
use super::values::{column, edges, read};
use super::*;
use crate::backend::{Gather, Sql};
use crate::dialect::{Answer, Origin, Rendered};
use crate::error::{Error, ErrorKind};
use crate::value::{Source, Value};

/// Keeps what it reads of each row, as long as it is told how.
struct Kept<T> {
    read: fn(&dyn Source) -> Result<T>,
    rows: Vec<T>,
    /// Tells whether this is still there.
    #[expect(dead_code, reason = "it tells by being dropped")]
    alive: Arc<()>,
}

impl<T: Send + 'static> Gather for Kept<T> {
    fn gather(&mut self, row: &dyn Source) -> Result<()> {
        self.rows.push((self.read)(row)?);
        Ok(())
    }
}

/// A query of so many columns, with `?` for each placeholder.
fn query(dialect: Dialect, text: &str, columns: usize) -> Arc<Rendered> {
    let placeholders = text.matches('?').count();
    let answer = Some(Answer::new(columns, Origin::Query));
    Arc::new(Rendered { sql: sql(dialect, text).into(), placeholders, answer })
}

async fn gathered<T: Send + 'static>(
    conn: &mut Conn,
    query: Arc<Rendered>,
    args: Args,
    read: fn(&dyn Source) -> Result<T>,
) -> Result<Vec<T>> {
    let kept = Kept { read, rows: Vec::new(), alive: Arc::new(()) };
    Ok(conn.gather(query, args.into(), kept).await?.rows)
}

fn int(row: &dyn Source) -> Result<i64> {
    row.int(0, SqlType::I64)?.ok_or_else(|| Error::new(ErrorKind::Decode, "NULL"))
}

async fn gathered_ints(conn: &mut Conn, text: &str, values: &[i64]) -> Result<Vec<i64>> {
    let dialect = conn.dialect();
    let columns = if text.contains("hex(") || text.contains("repeat(") { 2 } else { 1 };
    gathered(conn, query(dialect, text, columns), int_args(dialect, values), int).await
}

async fn sqlite() -> (Ground, Db) {
    let ground = Ground::of(Dialect::Sqlite).await.unwrap();
    let db = ground.db().await;
    (ground, db)
}

#[tokio::test]
async fn gathered_values_are_those_of_sent_rows() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        let mut conn = db.acquire().await.unwrap();
        for (at, (ty, mut values)) in edges().into_iter().enumerate() {
            values.push(Value::Null(ty));
            let name = column(ground.dialect, ty);
            let table = format!("CREATE TABLE v{at} (id INTEGER, v {name})");
            execute(&mut conn, &table, &[]).await.unwrap();
            for (id, value) in (0..).zip(&values) {
                let row = [Value::Int(id, SqlType::I32), value.clone()];
                let args = Args::of(ground.dialect, &row).unwrap();
                let text = sql(ground.dialect, &format!("INSERT INTO v{at} VALUES (?, ?)"));
                conn.execute(text, args).await.unwrap();
            }
            struct Values(SqlType, Vec<Value>);
            impl Gather for Values {
                fn gather(&mut self, row: &dyn Source) -> Result<()> {
                    self.1.push(read(row, 0, self.0)?);
                    Ok(())
                }
            }
            for order in ["id", "v, id"] {
                let text = format!("SELECT v FROM v{at} ORDER BY {order}");
                let text = if ty == SqlType::Json { text.replace("v, id", "id") } else { text };
                let mut sent = Vec::new();
                conn.run(text.clone(), none(&conn), &mut |row| {
                    sent.push(read(row, 0, ty)?);
                    Ok(())
                })
                .await
                .unwrap();
                let query = query(ground.dialect, &text, 1);
                let args = none(&conn);
                let values = Values(ty, Vec::new());
                let kept = conn.gather(query, args.into(), values).await.unwrap();
                assert_eq!(kept.1, sent, "{:?} {ty:?}", ground.dialect);
            }
        }
        drop(conn);
        ground.clear().await;
    }
}

/// Queries whose rows have an order that is not that of any table.
const ORDERED: [&str; 9] = [
    "SELECT n FROM t ORDER BY n DESC, id",
    "SELECT n FROM t ORDER BY n IS NULL, -n, id DESC",
    "SELECT id FROM t ORDER BY n DESC, id LIMIT 5 OFFSET 2",
    "SELECT DISTINCT n % 3 FROM t WHERE n IS NOT NULL ORDER BY 1 DESC",
    "SELECT a.id, b.id AS id FROM t AS a JOIN t AS b ON b.id = a.id + 1 ORDER BY b.id DESC",
    "SELECT id FROM t WHERE id < 4 UNION ALL SELECT n FROM t WHERE id > 6 ORDER BY 1 DESC",
    "WITH RECURSIVE s(n) AS (SELECT 9 UNION ALL SELECT n - 1 FROM s WHERE n > 0) SELECT n FROM s ORDER BY n % 4, n",
    "SELECT id FROM (SELECT id, n, ROW_NUMBER() OVER (PARTITION BY n % 3 ORDER BY id DESC) AS k FROM t) AS t \
     WHERE k <= 2 ORDER BY k, id DESC",
    "SELECT count(*), n % 3 FROM t WHERE n IS NOT NULL GROUP BY n % 3 ORDER BY 1 DESC, 2 DESC",
];

#[tokio::test]
async fn gathered_rows_keep_their_order() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        numbers(&db).await;
        let mut conn = db.acquire().await.unwrap();
        for (id, n) in (1..=9).zip([5, 3, 5, 9, 0, 7, 2, 2, 8]) {
            execute(&mut conn, "INSERT INTO t VALUES (?, ?)", &[id, n]).await.unwrap();
        }
        execute(&mut conn, "UPDATE t SET n = NULL WHERE id = 5", &[]).await.unwrap();
        for text in ORDERED {
            let pairs = text.contains("b.id AS") || text.contains("count(*)");
            let first = |row: &dyn Source| row.int(0, SqlType::I64);
            let mut sent = Vec::new();
            conn.run(text, none(&conn), &mut |row| {
                sent.push(first(row)?);
                Ok(())
            })
            .await
            .unwrap();
            assert!(sent.len() > 2, "{text}");
            let query = query(ground.dialect, text, if pairs { 2 } else { 1 });
            let args = none(&conn);
            assert_eq!(gathered(&mut conn, query, args, first).await.unwrap(), sent, "{text}");
        }
        drop(conn);
        ground.clear().await;
    }
}

#[tokio::test]
async fn gathered_results_have_any_length() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        let mut conn = db.acquire().await.unwrap();
        for rows in [1, 2, 500] {
            let found = gathered_ints(&mut conn, many_rows(ground.dialect), &[rows]).await.unwrap();
            assert_eq!(found, (1..=rows).collect::<Vec<_>>());
        }
        let text = "SELECT n FROM (SELECT 1 AS n) AS t WHERE n = ?";
        assert!(gathered_ints(&mut conn, text, &[2]).await.unwrap().is_empty());
        drop(conn);
        ground.clear().await;
    }
}

#[tokio::test]
async fn first_row_that_does_not_fit_is_told_and_harms_nothing() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        numbers(&db).await;
        let mut tx = db.begin().await.unwrap();
        for id in 1..=9 {
            execute(tx.conn(), "INSERT INTO t VALUES (?, ?)", &[id, id]).await.unwrap();
        }
        execute(tx.conn(), "UPDATE t SET n = NULL WHERE id = 5", &[]).await.unwrap();
        fn picky(row: &dyn Source) -> Result<i64> {
            row.int(0, SqlType::I64)?.ok_or_else(|| {
                let id = row.int(1, SqlType::I64).unwrap().unwrap();
                Error::new(ErrorKind::Decode, format!("row {id}"))
            })
        }
        let query = query(ground.dialect, "SELECT n, id FROM t ORDER BY id", 2);
        let args = none(tx.conn());
        let error = gathered(tx.conn(), query, args, picky).await.unwrap_err();
        assert_eq!((error.kind(), error.message()), (ErrorKind::Decode, "row 5"));
        assert_eq!(
            gathered_ints(tx.conn(), "SELECT id FROM t WHERE id > ?", &[8]).await.unwrap(),
            [9]
        );
        tx.commit().await.unwrap();
        assert_eq!(count(&db).await, 9);
        ground.clear().await;
    }
}

#[tokio::test]
async fn statement_that_fails_midway_ends_its_savepoint_only() {
    let (ground, db) = sqlite().await;
    numbers(&db).await;
    let mut tx = db.begin().await.unwrap();
    for (id, n) in [(1, 7), (2, i64::MIN), (3, 7)] {
        execute(tx.conn(), "INSERT INTO t VALUES (?, ?)", &[id, n]).await.unwrap();
    }
    let mut inner = tx.begin().await.unwrap();
    let text = "SELECT abs(n) FROM t ORDER BY id";
    let error = gathered_ints(inner.conn(), text, &[]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutOfRange, "{error:?}");
    let refused = gathered_ints(inner.conn(), "SELECT id FROM t", &[]).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::TxAborted);
    inner.rollback().await.unwrap();
    let found = gathered_ints(tx.conn(), "SELECT id FROM t ORDER BY id DESC", &[]).await.unwrap();
    assert_eq!(found, [3, 2, 1]);
    tx.commit().await.unwrap();
    ground.clear().await;
}

#[tokio::test]
async fn panic_is_an_error_and_harms_nothing() {
    let (ground, db) = sqlite().await;
    let mut conn = db.acquire().await.unwrap();
    let text = many_rows(Dialect::Sqlite);
    let (query, args) = (query(Dialect::Sqlite, text, 2), int_args(Dialect::Sqlite, &[3]));
    let read = |row: &dyn Source| {
        assert_ne!(int(row)?, 2, "this panic is part of a test");
        Ok(())
    };
    let error = gathered(&mut conn, query, args, read).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(gathered_ints(&mut conn, text, &[2]).await.unwrap(), [1, 2]);
    drop(conn);
    ground.clear().await;
}

#[tokio::test]
async fn function_is_for_the_library_alone() {
    let (ground, db) = sqlite().await;
    numbers(&db).await;
    let mut conn = db.acquire().await.unwrap();
    execute(&mut conn, "INSERT INTO t VALUES (1, 1)", &[]).await.unwrap();
    for text in [
        "SELECT __model_gather(id) FROM t",
        "SELECT __model_gather() FROM t",
        "SELECT __model_gather(id) FROM t WHERE FALSE",
        "SELECT __model_gather(id) OVER () FROM t",
        "SELECT __model_take(id) FROM t",
        "INSERT INTO t VALUES (2, 2) RETURNING __model_take(id)",
    ] {
        let error = ints(&mut conn, text, &[]).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Other, "{text}");
        assert_eq!(gathered_ints(&mut conn, "SELECT id FROM t", &[]).await.unwrap(), [1]);
    }
    execute(&mut conn, "CREATE VIEW v AS SELECT __model_gather(id) AS n FROM t", &[])
        .await
        .unwrap();
    let error = gathered_ints(&mut conn, "SELECT n FROM v", &[]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Other, "a view can not reach the gatherer");
    execute(&mut conn, "CREATE VIEW w AS SELECT __model_take(id) AS n FROM t", &[]).await.unwrap();
    let error = gathered_ints(&mut conn, "SELECT n FROM w", &[]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Other, "a view can not reach the gatherer");
    drop(conn);
    ground.clear().await;
}

/// An INSERT of these numbers, which returns the rows.
fn returning(dialect: Dialect, numbers: &[i64]) -> Arc<Rendered> {
    let row = |n: &i64| format!("({n}, {n} + 10)");
    let rows: Vec<_> = numbers.iter().map(row).collect();
    let text = format!("INSERT INTO t VALUES {} RETURNING n, id", rows.join(", "));
    let columns = text.len() - "n, id".len()..text.len();
    let answer = Some(Answer::new(2, Origin::Returned(columns)));
    Arc::new(Rendered { sql: sql(dialect, &text).into(), placeholders: 0, answer })
}

#[tokio::test]
async fn returned_rows_are_gathered_in_their_order() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        numbers(&db).await;
        let mut conn = db.acquire().await.unwrap();
        let pair = |row: &dyn Source| Ok((int(row)?, row.int(1, SqlType::I64)?));
        for given in [&[7, 3, 5][..], &[1], &[4, 2, 9, 8, 6]] {
            let (insert, args) = (returning(ground.dialect, given), none(&conn));
            let pairs: Vec<_> = given.iter().map(|&n| (n + 10, Some(n))).collect();
            assert_eq!(gathered(&mut conn, insert, args, pair).await.unwrap(), pairs);
        }
        assert_eq!(count(&db).await, 9);
        drop(conn);
        ground.clear().await;
    }
}

#[tokio::test]
async fn insert_that_fails_after_rows_were_gathered_stores_none() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        numbers(&db).await;
        let mut conn = db.acquire().await.unwrap();
        execute(&mut conn, "INSERT INTO t VALUES (3, 0)", &[]).await.unwrap();
        let (insert, args) = (returning(ground.dialect, &[1, 2, 3]), none(&conn));
        let error = gathered(&mut conn, insert, args, int).await.unwrap_err();
        assert!(error.is_unique_violation());
        assert_eq!(count(&db).await, 1);
        let (insert, args) = (returning(ground.dialect, &[1, 2]), none(&conn));
        assert_eq!(gathered(&mut conn, insert, args, int).await.unwrap(), [11, 12]);
        drop(conn);
        ground.clear().await;
    }
}

#[tokio::test]
async fn dropped_insert_lets_go_of_what_gathered() {
    let (ground, db) = sqlite().await;
    numbers(&db).await;
    let alive = Arc::new(());
    let many: Vec<_> = (1..=10_000).collect();
    for times in 0..8 {
        let mut conn = db.acquire().await.unwrap();
        let (insert, args) = (returning(Dialect::Sqlite, &many), none(&conn));
        let kept = Kept { read: int, rows: Vec::new(), alive: Arc::clone(&alive) };
        poll_times(conn.gather(insert, args.into(), kept), times).await;
        assert_eq!(Arc::strong_count(&alive), 1);
        execute(&mut conn, "DELETE FROM t", &[]).await.unwrap();
        let (insert, args) = (returning(Dialect::Sqlite, &[7, 3]), none(&conn));
        assert_eq!(gathered(&mut conn, insert, args, int).await.unwrap(), [17, 13]);
        execute(&mut conn, "DELETE FROM t", &[]).await.unwrap();
    }
    ground.clear().await;
}

#[tokio::test]
async fn rows_too_wide_for_a_function_are_sent() {
    let (ground, db) = sqlite().await;
    let mut conn = db.acquire().await.unwrap();
    for columns in [127, 128, 1000, 1001, 2000] {
        let numbers: Vec<_> = (0..columns).map(|at| at.to_string()).collect();
        let text = format!("SELECT {}", numbers.join(", "));
        let query = query(Dialect::Sqlite, &text, columns);
        let is_gathered = conn.parts().driver.slot(&query).is_some();
        assert_eq!(is_gathered, columns <= 1000);
        let args = none(&conn);
        let last =
            |row: &dyn Source| Ok((0..).take_while(|at| row.int(*at, SqlType::I64).is_ok()).last());
        assert_eq!(gathered(&mut conn, query, args, last).await.unwrap(), [Some(columns - 1)]);
    }
    drop(conn);
    ground.clear().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dropped_gatherings_never_harm_later_ones() {
    for ground in Ground::all().await {
        let db = ground.builder().max_connections(2).connect().await.unwrap();
        for round in 0..200_i64 {
            let rows = [1, 3, 50, 300][usize::try_from(round % 4).unwrap()];
            let times = u32::try_from(round % 8).unwrap() + 1;
            let work = async {
                let mut conn = db.acquire().await.unwrap();
                gathered_ints(&mut conn, many_rows(ground.dialect), &[rows]).await.unwrap().len()
            };
            poll_times(work, times).await;
            let mut conn = db.acquire().await.unwrap();
            let next = gathered_ints(&mut conn, many_rows(ground.dialect), &[7]).await.unwrap();
            assert_eq!(next, [1, 2, 3, 4, 5, 6, 7], "{:?} {round}", ground.dialect);
        }
        ground.clear().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dropped_gathering_lets_go_of_what_gathered() {
    let (ground, db) = sqlite().await;
    let mut conn = db.acquire().await.unwrap();
    let alive = Arc::new(());
    for millis in [0, 0, 0, 1, 2, 5, 20] {
        let query = query(Dialect::Sqlite, many_rows(Dialect::Sqlite), 2);
        let args = int_args(Dialect::Sqlite, &[1_000_000]);
        let kept = Kept { read: int, rows: Vec::new(), alive: Arc::clone(&alive) };
        let work = conn.gather(query, args.into(), kept);
        assert!(tokio::time::timeout(Duration::from_millis(millis), work).await.is_err());
        assert_eq!(Arc::strong_count(&alive), 1);
        assert_eq!(gathered_ints(&mut conn, "SELECT 4", &[]).await.unwrap(), [4]);
    }
    drop(conn);
    ground.clear().await;
}

#[tokio::test]
async fn dropped_gathering_ends_its_transaction() {
    let (ground, db) = sqlite().await;
    numbers(&db).await;
    let mut tx = db.begin().await.unwrap();
    execute(tx.conn(), "INSERT INTO t (id) VALUES (1)", &[]).await.unwrap();
    poll_times(gathered_ints(tx.conn(), many_rows(Dialect::Sqlite), &[1_000_000]), 1).await;
    let refused = gathered_ints(tx.conn(), "SELECT id FROM t", &[]).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::TxAborted);
    assert_eq!(tx.commit().await.unwrap_err().kind(), ErrorKind::TxAborted);
    assert_eq!(count(&db).await, 0);
    ground.clear().await;
}

#[tokio::test]
async fn gathering_past_its_deadline_is_stopped() {
    let (ground, db) = sqlite().await;
    drop(db);
    let limit = Duration::from_millis(200);
    let db = ground.builder().max_connections(1).deadline(limit).connect().await.unwrap();
    let mut conn = db.acquire().await.unwrap();
    let text = many_rows(Dialect::Sqlite);
    let error = gathered_ints(&mut conn, text, &[500_000_000]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::StatementTimeout, "{error:?}");
    assert_eq!(gathered_ints(&mut conn, text, &[1]).await.unwrap(), [1]);
    assert_eq!(sleep_long(&mut conn).await.unwrap_err().kind(), ErrorKind::StatementTimeout);
    assert_eq!(gathered_ints(&mut conn, text, &[2]).await.unwrap(), [1, 2]);
    drop(conn);
    ground.clear().await;
}

#[tokio::test]
async fn connections_gather_and_send_at_once() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        let gathering = async |rows: i64| {
            let mut conn = db.acquire().await.unwrap();
            let found = gathered_ints(&mut conn, many_rows(ground.dialect), &[rows]).await;
            assert_eq!(found.unwrap(), (1..=rows).collect::<Vec<_>>());
        };
        let sending = async {
            let mut conn = db.acquire().await.unwrap();
            let text = Sql::from(sql(ground.dialect, many_rows(ground.dialect)));
            let mut rows = conn.rows(text, int_args(ground.dialect, &[400]));
            let mut sum = 0;
            while let Some(row) = rows.next().await.unwrap() {
                sum += int(row.source()).unwrap();
            }
            assert_eq!(sum, 80_200);
        };
        tokio::join!(gathering(300), gathering(500), sending);
        ground.clear().await;
    }
}
