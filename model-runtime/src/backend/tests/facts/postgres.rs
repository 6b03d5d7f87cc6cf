//! Facts of PostgreSQL's driver.

use sqlx::{Connection as _, PgConnection, Row as _};

use super::super::*;
use crate::error::ErrorKind;

async fn ground() -> Option<(Ground, Db, PgConnection)> {
    let ground = Ground::of(Dialect::Postgres).await?;
    let db = ground.db().await;
    let bare = PgConnection::connect(&ground.url).await.unwrap();
    Some((ground, db, bare))
}

#[tokio::test]
async fn commit_after_an_error_is_an_error() {
    let Some((ground, db, mut bare)) = ground().await else { return };
    numbers(&db).await;
    let mut tx = bare.begin().await.unwrap();
    sqlx::query("INSERT INTO t VALUES (1, 1)").execute(&mut *tx).await.unwrap();
    sqlx::query("INSERT INTO t VALUES (1, 1)").execute(&mut *tx).await.unwrap_err();
    assert!(tx.commit().await.is_ok(), "the driver tells it by now");
    assert_eq!(count(&db).await, 0);

    let mut tx = db.begin().await.unwrap();
    execute(tx.conn(), "INSERT INTO t VALUES (1, 1)", &[]).await.unwrap();
    execute(tx.conn(), "INSERT INTO t VALUES (1, 1)", &[]).await.unwrap_err();
    let error = tx.commit().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TxAborted);
    assert_eq!(count(&db).await, 0);
    ground.clear().await;
}

#[tokio::test]
async fn deferred_constraint_is_told_by_the_commit() {
    let Some((ground, db, _)) = ground().await else { return };
    let mut conn = db.acquire().await.unwrap();
    for table in [
        "CREATE TABLE t (id BIGINT PRIMARY KEY)",
        "CREATE TABLE c (t BIGINT REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED)",
    ] {
        execute(&mut conn, table, &[]).await.unwrap();
    }
    let mut tx = db.begin().await.unwrap();
    execute(tx.conn(), "INSERT INTO t VALUES (1)", &[]).await.unwrap();
    execute(tx.conn(), "INSERT INTO c VALUES (9)", &[]).await.unwrap();
    assert!(tx.commit().await.unwrap_err().is_foreign_key_violation());
    assert_eq!(count(&db).await, 0);
    let error = ints(&mut conn, "INSERT INTO c VALUES (9) RETURNING t", &[]).await.unwrap_err();
    assert!(error.is_foreign_key_violation());
    drop(conn);
    ground.clear().await;
}

#[tokio::test]
async fn same_text_with_another_type_is_not_the_same_statement() {
    let Some((ground, db, mut bare)) = ground().await else { return };
    let text = "SELECT $1";
    let row = sqlx::query(text).bind(1.0_f64).fetch_one(&mut bare).await.unwrap();
    assert!((row.get::<f64, _>(0) - 1.0).abs() < f64::EPSILON);
    let row = sqlx::query(text).bind(42_i64).fetch_one(&mut bare).await.unwrap();
    assert!(row.get::<f64, _>(0) < 1e-300, "the driver tells types apart by now");

    let mut conn = db.acquire().await.unwrap();
    for round in 0..3 {
        let mut args = Args::new(Dialect::Postgres, 1);
        args.f64(1.0).unwrap();
        let mut read = None;
        let mut sink = |row: &dyn crate::value::Source| {
            read = row.f64(0)?;
            Ok(())
        };
        conn.run(text, args, &mut sink).await.unwrap();
        assert_eq!(read, Some(1.0));
        assert_eq!(ints(&mut conn, "SELECT ?", &[42 + round]).await.unwrap(), [42 + round]);
    }
    drop(conn);
    ground.clear().await;
}

#[tokio::test]
async fn changed_table_does_not_fail_for_ever() {
    let Some((ground, db, mut bare)) = ground().await else { return };
    let mut conn = db.acquire().await.unwrap();
    let mut other = db.acquire().await.unwrap();
    execute(&mut conn, "CREATE TABLE t (id BIGINT, n INTEGER)", &[]).await.unwrap();
    execute(&mut conn, "INSERT INTO t VALUES (1, 7)", &[]).await.unwrap();
    let list = "SELECT n FROM t";
    assert_eq!(ints(&mut conn, list, &[]).await.unwrap(), [7]);
    sqlx::query(list).fetch_all(&mut bare).await.unwrap();
    execute(&mut other, "ALTER TABLE t ALTER COLUMN n TYPE BIGINT", &[]).await.unwrap();

    for _ in 0..3 {
        let answer = sqlx::query(list).fetch_all(&mut bare).await;
        assert!(answer.is_err(), "the driver forgets the plan by now");
    }

    assert_eq!(ints(&mut conn, list, &[]).await.unwrap(), [7]);

    execute(&mut other, "ALTER TABLE t ALTER COLUMN n TYPE INTEGER", &[]).await.unwrap();
    let mut tx = conn.begin().await.unwrap();
    let error = ints(tx.conn(), list, &[]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SchemaMismatch);
    assert!(error.is_retryable());
    tx.rollback().await.unwrap();
    assert_eq!(ints(&mut conn, list, &[]).await.unwrap(), [7]);
    drop((conn, other));
    ground.clear().await;
}

#[tokio::test]
async fn more_shapes_than_the_cache_holds_work() {
    let Some((ground, db, _)) = ground().await else { return };
    let mut conn = db.acquire().await.unwrap();
    for number in 0..1200 {
        let text = format!("SELECT ?::bigint + {number}");
        assert_eq!(ints(&mut conn, &text, &[1]).await.unwrap(), [number + 1]);
    }
    drop(conn);
    ground.clear().await;
}

#[tokio::test]
async fn server_that_ends_a_connection_is_connection_lost() {
    let Some((ground, db, _)) = ground().await else { return };
    numbers(&db).await;
    let mut victim = db.begin().await.unwrap();
    execute(victim.conn(), "INSERT INTO t VALUES (1, 1)", &[]).await.unwrap();
    let pid = ints(victim.conn(), "SELECT pg_backend_pid()", &[]).await.unwrap()[0];
    let mut conn = db.acquire().await.unwrap();
    let kill = "SELECT pg_terminate_backend(?::bigint::int)::int";
    ints(&mut conn, kill, &[pid]).await.unwrap();
    let error = execute(victim.conn(), "INSERT INTO t VALUES (2, 2)", &[]).await.unwrap_err();
    assert!(error.is_connection_lost(), "{error:?}");
    assert_eq!(victim.commit().await.unwrap_err().kind(), ErrorKind::TxAborted);
    assert_eq!(count(&db).await, 0);

    let mut victim = db.begin().await.unwrap();
    execute(victim.conn(), "INSERT INTO t VALUES (3, 3)", &[]).await.unwrap();
    let pid = ints(victim.conn(), "SELECT pg_backend_pid()", &[]).await.unwrap()[0];
    ints(&mut conn, kill, &[pid]).await.unwrap();
    let error = victim.commit().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::CommitUnknown, "{error:?}");
    assert!(!error.is_retryable());
    drop(conn);
    ground.clear().await;
}

#[test]
fn drivers_own_options_show_the_password() {
    let options: sqlx::postgres::PgConnectOptions =
        "postgres://joe:s3cret@127.0.0.1/app".parse().unwrap();
    assert!(format!("{options:?}").contains("s3cret"), "the driver hides it by now");
}
