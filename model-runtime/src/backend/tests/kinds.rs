//! The kinds of errors, the same on three databases.

use super::*;
use crate::error::{Error, ErrorKind};

const TABLES: [&str; 2] = [
    "CREATE TABLE parents (id INTEGER PRIMARY KEY)",
    "CREATE TABLE c (id INTEGER NOT NULL, name VARCHAR(5) NOT NULL, age SMALLINT, p INTEGER, \
     CONSTRAINT pk_c PRIMARY KEY (id), CONSTRAINT uq_c_name UNIQUE (name), \
     CONSTRAINT ck_c_age CHECK (age >= 0), \
     CONSTRAINT fk_c_p FOREIGN KEY (p) REFERENCES parents (id))",
];

async fn refused(db: &Db, statement: &str) -> Error {
    let mut conn = db.acquire().await.unwrap();
    execute(&mut conn, statement, &[]).await.unwrap_err()
}

#[tokio::test]
async fn constraints_have_their_kinds_and_names() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        let mut conn = db.acquire().await.unwrap();
        for table in TABLES {
            execute(&mut conn, table, &[]).await.unwrap();
        }
        execute(&mut conn, "INSERT INTO parents VALUES (1)", &[]).await.unwrap();
        execute(&mut conn, "INSERT INTO c VALUES (1, 's3c', 1, 1)", &[]).await.unwrap();
        drop(conn);

        let unique = refused(&db, "INSERT INTO c VALUES (2, 's3c', 1, 1)").await;
        assert_eq!(unique.kind(), ErrorKind::Unique);
        match ground.dialect {
            Dialect::Sqlite => assert_eq!(unique.origin().columns, ["name"]),
            _ => assert_eq!(unique.constraint(), Some("uq_c_name")),
        }
        assert!(!format!("{unique} {unique:?}").contains("s3c"), "{unique:?}");
        assert!(unique.server_detail().is_some());

        let check = refused(&db, "INSERT INTO c VALUES (2, 'b', -1, 1)").await;
        assert_eq!((check.kind(), check.constraint()), (ErrorKind::Check, Some("ck_c_age")));

        let key = refused(&db, "INSERT INTO c VALUES (2, 'b', 1, 9)").await;
        assert_eq!(key.kind(), ErrorKind::ForeignKey, "{key:?}");
        let key = refused(&db, "DELETE FROM parents").await;
        assert_eq!(key.kind(), ErrorKind::ForeignKey, "{key:?}");
        if ground.dialect != Dialect::Sqlite {
            assert_eq!(key.constraint(), Some("fk_c_p"));
        }

        let null = refused(&db, "INSERT INTO c VALUES (2, NULL, 1, 1)").await;
        assert_eq!(null.kind(), ErrorKind::NotNull);
        assert_eq!(null.origin().columns, ["name"]);
        let missing = refused(&db, "INSERT INTO c (id) VALUES (2)").await;
        assert_eq!(missing.kind(), ErrorKind::NotNull, "{missing:?}");
        ground.clear().await;
    }
}

#[tokio::test]
async fn values_that_do_not_fit_are_refused_by_the_servers() {
    for dialect in [Dialect::Postgres, Dialect::MySql] {
        let Some(ground) = Ground::of(dialect).await else { continue };
        let db = ground.db().await;
        let mut conn = db.acquire().await.unwrap();
        for table in TABLES {
            execute(&mut conn, table, &[]).await.unwrap();
        }
        drop(conn);
        let long = refused(&db, "INSERT INTO c (id, name) VALUES (1, 'too long')").await;
        assert_eq!(long.kind(), ErrorKind::TooLong);
        let large = refused(&db, "INSERT INTO c (id, name, age) VALUES (1, 'a', 40000)").await;
        assert_eq!(large.kind(), ErrorKind::OutOfRange);
        ground.clear().await;
    }
}

#[tokio::test]
async fn table_that_differs_is_a_mismatch() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        numbers(&db).await;
        for statement in ["SELECT 1 FROM no_such_table", "SELECT no_such_column FROM t"] {
            let error = refused(&db, statement).await;
            assert_eq!(error.kind(), ErrorKind::SchemaMismatch, "{:?} {error:?}", ground.dialect);
        }
        let error = refused(&db, "SELEKT 1").await;
        assert_eq!(error.kind(), ErrorKind::Other);
        ground.clear().await;
    }
}

#[tokio::test]
async fn lock_that_is_held_is_told() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        numbers(&db).await;
        let mut holder = db.begin().await.unwrap();
        execute(holder.conn(), "INSERT INTO t (id) VALUES (1)", &[]).await.unwrap();
        let mut conn = db.acquire().await.unwrap();
        let impatience = match ground.dialect {
            Dialect::Sqlite => "PRAGMA busy_timeout = 50",
            Dialect::Postgres => "SET lock_timeout = 50",
            Dialect::MySql => "SET innodb_lock_wait_timeout = 1",
        };
        execute(&mut conn, impatience, &[]).await.unwrap();
        let error = execute(&mut conn, "INSERT INTO t (id) VALUES (1)", &[]).await.unwrap_err();
        let expected = if ground.dialect == Dialect::Sqlite {
            ErrorKind::Busy
        } else {
            ErrorKind::LockTimeout
        };
        assert_eq!(error.kind(), expected, "{:?}", ground.dialect);
        assert!(error.is_retryable());
        drop((conn, holder));
        ground.clear().await;
    }
}

#[tokio::test]
async fn too_many_values_are_refused_before_they_are_sent() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        let mut conn = db.acquire().await.unwrap();
        let values = vec![1_i64; 70_000];
        let marks = vec!["?"; values.len()].join(",");
        let error =
            ints(&mut conn, &format!("SELECT 1 WHERE 1 IN ({marks})"), &values).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooLong, "{:?} {error:?}", ground.dialect);
        execute(&mut conn, "SELECT 1", &[]).await.unwrap();
        drop(conn);
        ground.clear().await;
    }
}

#[tokio::test]
async fn packet_over_the_servers_limit_is_refused_before_it_is_sent() {
    let Some(ground) = Ground::of(Dialect::MySql).await else { return };
    let db = ground.db().await;
    let limit = db.max_packet().unwrap();
    let mut conn = db.acquire().await.unwrap();
    let mut args = Args::new(Dialect::MySql, 1);
    args.bytes(&vec![0; limit]).unwrap();
    let error = conn.execute("SELECT length(?)", args).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLong);
    execute(&mut conn, "SELECT 1", &[]).await.unwrap();
    drop(conn);
    ground.clear().await;
}

#[tokio::test]
async fn wrong_number_of_values_is_refused() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        for values in [&[1_i64][..], &[1, 2, 3]] {
            let mut conn = db.acquire().await.unwrap();
            let answer = ints(&mut conn, "SELECT 1 WHERE 1 = ? AND 1 = ?", values).await;
            // PostgreSQL takes types for values that the text does not use.
            assert!(answer.is_err() || (ground.dialect == Dialect::Postgres && values.len() == 3));
        }
        let mut conn = db.acquire().await.unwrap();
        execute(&mut conn, "SELECT 1", &[]).await.unwrap();
        drop(conn);
        ground.clear().await;
    }
}
