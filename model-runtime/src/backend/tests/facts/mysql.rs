//! Facts of the driver for MySQL and MariaDB.

use std::time::{Duration, Instant};

use sqlx::mysql::MySqlPoolOptions;
use sqlx::{Connection as _, MySqlConnection, Row as _};

use super::super::*;
use crate::error::ErrorKind;

async fn ground() -> Option<(Ground, Db)> {
    let ground = Ground::of(Dialect::MySql).await?;
    let db = ground.db().await;
    Some((ground, db))
}

async fn two_rows(db: &Db) {
    numbers(db).await;
    let mut conn = db.acquire().await.unwrap();
    execute(&mut conn, "INSERT INTO t VALUES (1, 0), (2, 0)", &[]).await.unwrap();
}

const TOUCH_1: &str = "UPDATE t SET n = n + 1 WHERE id = 1";
const TOUCH_2: &str = "UPDATE t SET n = n + 1 WHERE id = 2";

#[tokio::test]
async fn deadlock_ends_the_transaction() {
    let Some((ground, db)) = ground().await else { return };
    two_rows(&db).await;

    let mut a = MySqlConnection::connect(&ground.url).await.unwrap();
    let mut b = MySqlConnection::connect(&ground.url).await.unwrap();
    let (mut a, mut b) = (a.begin().await.unwrap(), b.begin().await.unwrap());
    sqlx::query(TOUCH_1).execute(&mut *a).await.unwrap();
    sqlx::query(TOUCH_2).execute(&mut *b).await.unwrap();
    let (left, right) =
        tokio::join!(sqlx::query(TOUCH_2).execute(&mut *a), sqlx::query(TOUCH_1).execute(&mut *b));
    let (victim, winner) = if left.is_err() { (&mut a, &mut b) } else { (&mut b, &mut a) };
    assert!(left.is_err() != right.is_err());
    sqlx::query("INSERT INTO t VALUES (99, 0)").execute(&mut **victim).await.unwrap();
    sqlx::query("ROLLBACK").execute(&mut **winner).await.unwrap();
    a.rollback().await.unwrap();
    b.rollback().await.unwrap();
    assert_eq!(count(&db).await, 3, "the driver notices by now");

    let mut a = db.begin().await.unwrap();
    let mut b = db.begin().await.unwrap();
    execute(a.conn(), TOUCH_1, &[]).await.unwrap();
    execute(b.conn(), TOUCH_2, &[]).await.unwrap();
    let mut inner_a = a.begin().await.unwrap();
    let mut inner_b = b.begin().await.unwrap();
    let (left, right) =
        tokio::join!(execute(inner_a.conn(), TOUCH_2, &[]), execute(inner_b.conn(), TOUCH_1, &[]));
    let left_lost = left.is_err();
    let error = left.and(right).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Deadlock);
    drop((inner_a, inner_b));
    let (mut victim, winner) = if left_lost { (a, b) } else { (b, a) };
    winner.rollback().await.unwrap();
    let error = execute(victim.conn(), "INSERT INTO t VALUES (100, 0)", &[]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TxAborted);
    assert!(error.is_retryable());
    assert!(victim.commit().await.unwrap_err().is_retryable());
    assert_eq!(count(&db).await, 3);
    ground.clear().await;
}

#[tokio::test]
async fn dropped_statement_does_not_break_the_connection() {
    let Some((ground, db)) = ground().await else { return };
    let many = "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 300) \
                SELECT n, repeat('x', 9000) FROM s";
    let limit = Duration::from_millis(500);
    let mut harm = 0;
    for _ in 0..20 {
        let mut bare = MySqlConnection::connect(&ground.url).await.unwrap();
        {
            use futures_util::StreamExt as _;
            let mut rows = sqlx::query(many).fetch(&mut bare);
            rows.next().await.unwrap().unwrap();
        }
        let next = sqlx::query("SELECT 7").fetch_one(&mut bare);
        match tokio::time::timeout(limit, next).await {
            Ok(Ok(row)) if row.get::<i32, _>(0) == 7 => {}
            _ => harm += 1,
        }
        if harm > 0 {
            break;
        }
        let _ = tokio::time::timeout(limit, bare.close()).await;
    }
    println!("bare driver: a dropped statement did harm: {}", harm > 0);

    let started = Instant::now();
    for _ in 0..20 {
        let mut conn = db.acquire().await.unwrap();
        {
            let args = none(&conn);
            let mut rows = conn.rows(many, args);
            rows.next().await.unwrap();
        }
        assert_eq!(ints(&mut conn, "SELECT 7", &[]).await.unwrap(), [7]);
    }
    assert!(started.elapsed() < Duration::from_secs(5));
    ground.clear().await;
}

#[tokio::test]
async fn connection_is_taken_without_asking_the_server() {
    let Some((ground, db)) = ground().await else { return };
    // Pings are administrative commands.
    let pings = "SELECT variable_value FROM information_schema.session_status \
                 WHERE variable_name = 'COM_ADMIN_COMMANDS'";
    let number = |text: &str| text.parse::<i64>().unwrap();

    let bare = MySqlPoolOptions::new().max_connections(1).connect(&ground.url).await.unwrap();
    let mut seen = Vec::new();
    for _ in 0..3 {
        let row = sqlx::query(pings).fetch_one(&bare).await.unwrap();
        seen.push(number(&row.get::<String, _>(0)));
    }
    assert!(seen[2] - seen[0] >= 4, "the driver asks less by now: {seen:?}");
    bare.close().await;

    let mut seen = Vec::new();
    for _ in 0..3 {
        let mut conn = db.acquire().await.unwrap();
        let args = none(&conn);
        conn.run(pings, args, &mut |row| {
            seen.push(number(row.text(0)?.unwrap()));
            Ok(())
        })
        .await
        .unwrap();
    }
    assert_eq!(seen[0], seen[2], "{seen:?}");
    ground.clear().await;
}

#[tokio::test]
async fn more_shapes_than_the_cache_holds_stay_fast() {
    let Some((ground, db)) = ground().await else { return };
    let mut conn = db.acquire().await.unwrap();
    let started = Instant::now();
    for number in 0..1200 {
        let text = format!("SELECT {number}");
        assert_eq!(ints(&mut conn, &text, &[]).await.unwrap(), [number]);
    }
    // One by one they would take 44 ms each: half a minute.
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
    drop(conn);
    ground.clear().await;
}

#[tokio::test]
async fn server_is_known_and_session_is_strict() {
    let Some((ground, db)) = ground().await else { return };
    assert!(db.max_packet().is_some());
    let without = ground.builder().without_returning().connect().await.unwrap();
    assert!(!without.insert_returning());
    let mut conn = db.acquire().await.unwrap();
    let strict = "SELECT @@sql_mode LIKE '%STRICT_TRANS_TABLES%'";
    assert_eq!(ints(&mut conn, strict, &[]).await.unwrap(), [1]);
    drop(conn);
    ground.clear().await;
}
