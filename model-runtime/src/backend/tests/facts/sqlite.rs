//! Facts of SQLite's driver.

use sqlx::{Connection as _, Row as _, SqliteConnection};

use super::super::*;
use crate::error::ErrorKind;
use crate::value::ColumnValue as _;

async fn ground() -> (Ground, Db, SqliteConnection) {
    let ground = Ground::of(Dialect::Sqlite).await.unwrap();
    let db = ground.db().await;
    let bare = SqliteConnection::connect(&ground.url).await.unwrap();
    (ground, db, bare)
}

#[tokio::test]
async fn insert_that_fails_at_its_end_is_an_error() {
    let (ground, db, mut bare) = ground().await;
    let mut conn = db.acquire().await.unwrap();
    for table in [
        "CREATE TABLE p (id INTEGER PRIMARY KEY)",
        "CREATE TABLE c (p INTEGER REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED)",
    ] {
        execute(&mut conn, table, &[]).await.unwrap();
    }
    let insert = "INSERT INTO c (p) VALUES (9) RETURNING p";

    let answer = sqlx::query(insert).fetch_one(&mut bare).await;
    assert!(answer.is_ok(), "the driver tells the error by now");
    let stored = sqlx::query("SELECT * FROM c").fetch_all(&mut bare).await.unwrap();
    assert!(stored.is_empty());

    let error = ints(&mut conn, insert, &[]).await.unwrap_err();
    assert!(error.is_foreign_key_violation());
    drop(conn);
    ground.clear().await;
}

#[tokio::test]
async fn result_that_merely_stops_is_incomplete() {
    let (ground, db, mut bare) = ground().await;
    numbers(&db).await;
    let mut conn = db.acquire().await.unwrap();
    let mut other = db.acquire().await.unwrap();
    execute(&mut conn, "INSERT INTO t (id) VALUES (1)", &[]).await.unwrap();
    let list = "SELECT * FROM t";
    assert_eq!(ints(&mut conn, list, &[]).await.unwrap(), [1]);
    assert_eq!(sqlx::query(list).fetch_all(&mut bare).await.unwrap().len(), 1);
    execute(&mut other, "ALTER TABLE t ADD COLUMN extra TEXT", &[]).await.unwrap();

    let answer = sqlx::query(list).fetch_all(&mut bare).await;
    assert_eq!(answer.map(|rows| rows.len()).ok(), Some(0), "the driver is complete by now");

    let error = ints(&mut conn, list, &[]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Incomplete);
    assert_eq!(ints(&mut conn, list, &[]).await.unwrap(), [1]);
    drop((conn, other));
    ground.clear().await;
}

#[tokio::test]
async fn null_is_never_a_value() {
    let (ground, db, mut bare) = ground().await;
    let row = sqlx::query("SELECT NULL").fetch_one(&mut bare).await.unwrap();
    let value = row.try_get_raw(0).unwrap();
    let decoded = <i64 as sqlx::Decode<'_, sqlx::Sqlite>>::decode(value);
    assert_eq!(decoded.unwrap(), 0, "the driver refuses NULL by now");

    let mut conn = db.acquire().await.unwrap();
    let args = none(&conn);
    let answer = conn
        .run("SELECT NULL", args, &mut |row| {
            assert_eq!(row.int(0, SqlType::I64)?, None);
            assert_eq!(row.f64(0)?, None);
            assert_eq!(row.bool(0)?, None);
            assert_eq!(row.text(0)?, None);
            assert_eq!(row.bytes(0)?, None);
            assert_eq!(Option::<i64>::read(row, 0)?, None);
            i64::read(row, 0).map(drop)
        })
        .await;
    assert_eq!(answer.unwrap_err().kind(), ErrorKind::Decode);
    drop(conn);
    ground.clear().await;
}

#[tokio::test]
async fn transaction_that_the_database_rolled_back_stores_nothing_more() {
    let (ground, db, mut bare) = ground().await;
    numbers(&db).await;
    let mut conn = db.acquire().await.unwrap();
    let trigger = "CREATE TRIGGER no BEFORE INSERT ON t WHEN NEW.n = 13 \
                   BEGIN SELECT RAISE(ROLLBACK, 'unlucky'); END";
    execute(&mut conn, trigger, &[]).await.unwrap();
    drop(conn);

    let mut tx = bare.begin().await.unwrap();
    sqlx::query("INSERT INTO t VALUES (1, 13)").execute(&mut *tx).await.unwrap_err();
    sqlx::query("INSERT INTO t VALUES (2, 1)").execute(&mut *tx).await.unwrap();
    let _ = tx.rollback().await;
    assert_eq!(count(&db).await, 1, "the driver notices by now");
    bare.close().await.unwrap();

    let mut tx = db.begin().await.unwrap();
    let mut inner = tx.begin().await.unwrap();
    execute(inner.conn(), "INSERT INTO t VALUES (1, 13)", &[]).await.unwrap_err();
    execute(inner.conn(), "INSERT INTO t VALUES (3, 1)", &[]).await.unwrap_err();
    inner.rollback().await.unwrap();
    // The savepoint is gone with the transaction.
    let error = execute(tx.conn(), "INSERT INTO t VALUES (3, 1)", &[]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TxAborted);
    tx.commit().await.unwrap_err();
    assert_eq!(count(&db).await, 1);
    ground.clear().await;
}

#[tokio::test]
async fn full_disk_ends_the_transaction_and_not_the_database() {
    let (ground, db, _bare) = ground().await;
    numbers(&db).await;
    let mut conn = db.acquire().await.unwrap();
    execute(&mut conn, "INSERT INTO t VALUES (0, 0)", &[]).await.unwrap();
    execute(&mut conn, "CREATE TABLE b (v BLOB)", &[]).await.unwrap();
    execute(&mut conn, "PRAGMA max_page_count = 20", &[]).await.unwrap();
    let mut tx = conn.begin().await.unwrap();
    execute(tx.conn(), "INSERT INTO t VALUES (1, 1)", &[]).await.unwrap();
    execute(tx.conn(), "INSERT INTO b VALUES (zeroblob(1000000))", &[]).await.unwrap_err();
    execute(tx.conn(), "INSERT INTO t VALUES (2, 2)", &[]).await.unwrap_err();
    assert_eq!(tx.commit().await.unwrap_err().kind(), ErrorKind::TxAborted);
    drop(conn);
    assert_eq!(count(&db).await, 1);
    ground.clear().await;
}
