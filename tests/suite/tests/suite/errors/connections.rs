//! Connections that break, or can not be made.

use std::time::{Duration, Instant};

use model_runtime::{ErrorKind, prelude::*};

use super::{Owner, SCHEMA, owner};
use crate::each::{connect, skip};
use crate::raw;

#[tokio::test]
async fn connection_that_was_killed_is_lost_and_the_next_one_works() {
    test_support::each(async |database| {
        if database.is_sqlite() {
            return skip(database, "there is no server to end a connection");
        }
        let db =
            Db::builder(&raw::killable_url(database)).max_connections(2).connect().await.unwrap();
        db.create_all(&SCHEMA).await.unwrap();
        owner(&db).await;
        let mut conn = db.acquire().await.unwrap();
        assert_eq!(Owner::query().count(&mut conn).await.unwrap(), 1);
        assert!(raw::kill_connections(database).await > 0);
        let error = Owner::query().count(&mut conn).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionLost, "{error:?}");
        assert!(error.is_connection_lost() && !error.is_timeout());
        // The connection in hand gets a new one below it, and so does the pool.
        assert_eq!(Owner::query().count(&mut conn).await.unwrap(), 1);
        drop(conn);
        assert_eq!(Owner::query().count(&db).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn transaction_whose_connection_was_killed_stores_nothing() {
    test_support::each(async |database| {
        if database.is_sqlite() {
            return skip(database, "there is no server to end a connection");
        }
        let db =
            Db::builder(&raw::killable_url(database)).max_connections(2).connect().await.unwrap();
        db.create_all(&SCHEMA).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        owner(&db).await;
        Owner::create().email("lost").insert(&mut tx).await.unwrap();
        raw::kill_connections(database).await;
        let error = Owner::create().email("lost too").insert(&mut tx).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionLost, "{error:?}");
        let error = Owner::query().count(&mut tx).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TxAborted, "{error:?}");
        assert_eq!(tx.commit().await.unwrap_err().kind(), ErrorKind::TxAborted);
        let count = async || Owner::query().count(&connect(database).await).await.unwrap();
        assert_eq!(count().await, 1);

        // The pool may hold another connection that was killed: it is noticed at its first use.
        let _ = Owner::query().count(&db).await;
        let mut tx = db.begin().await.unwrap();
        Owner::create().email("unknown").insert(&mut tx).await.unwrap();
        raw::kill_connections(database).await;
        let error = tx.commit().await.unwrap_err();
        let known = [ErrorKind::CommitUnknown, ErrorKind::ConnectionLost].contains(&error.kind());
        assert!(known && !error.is_retryable(), "{error:?}");
        assert_eq!(count().await, 1);
    })
    .await;
}

#[tokio::test]
async fn closed_database_takes_no_new_work() {
    test_support::each(async |database| {
        let db = Db::connect(database.url()).await.unwrap();
        db.create_all(&SCHEMA).await.unwrap();
        let clone = db.clone();
        db.close(Duration::from_secs(5)).await.unwrap();
        let started = Instant::now();
        assert!(Owner::query().count(&clone).await.is_err());
        assert!(clone.begin().await.is_err());
        assert!(started.elapsed() < Duration::from_secs(5));
        db.close(Duration::from_secs(1)).await.unwrap();
        let again = Db::connect(database.url()).await.unwrap();
        assert_eq!(Owner::query().count(&again).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn bad_url_is_told_without_repeating_it() {
    for url in [
        "",
        "s3cret",
        "s3cret://user:s3cret@host/db",
        "oracle://user:s3cret@host/db",
        "postgres",
        "postgres:s3cret",
        "sqlite:",
        "postgres://user:s3cret@127.0.0.1:port/db",
        "mysql://user:s3cret@127.0.0.1:99999/db",
    ] {
        let error = Db::connect(url).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{url} {error:?}");
        assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
        assert!(!error.to_string().is_empty() && !error.is_retryable());
    }
}

#[tokio::test]
async fn unreachable_server_is_told_soon_and_without_its_password() {
    for url in ["postgres://joe:s3cret@127.0.0.1:1/app", "mysql://joe:s3cret@127.0.0.1:1/app"] {
        let started = Instant::now();
        let error = Db::connect(url).await.unwrap_err();
        assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
        assert_eq!(error.kind(), ErrorKind::ConnectionLost, "{error:?}");
        let shown = format!("{error} {error:?} {:?}", error.server_detail());
        assert!(!shown.contains("s3cret") && !shown.contains("joe"), "{shown}");
        assert!(error.to_string().contains("127.0.0.1:1/app"), "{error}");
    }
}

#[tokio::test]
async fn wrong_password_is_refused_and_not_shown() {
    test_support::each(async |database| {
        if database.is_sqlite() {
            return skip(database, "there are no users");
        }
        let (scheme, rest) = database.url().split_once("://").unwrap();
        let (user, place) = rest.split_once('@').unwrap();
        let user = user.split(':').next().unwrap();
        let connected = Db::connect(&format!("{scheme}://{user}:s3cret@{place}")).await;
        let Err(error) = connected else {
            return skip(database, "the server lets anybody in");
        };
        assert_eq!(error.kind(), ErrorKind::PermissionDenied, "{error:?}");
        assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
    })
    .await;
}

#[tokio::test]
async fn sqlite_file_that_can_not_be_opened_is_told() {
    let error = Db::connect("sqlite:/no/such/folder/app.db").await.unwrap_err();
    assert!([ErrorKind::ConnectionLost, ErrorKind::Config].contains(&error.kind()), "{error:?}");
    assert!(error.to_string().contains("/no/such/folder/app.db"), "{error}");
}

#[tokio::test]
async fn in_memory_database_lives_as_long_as_its_handles() {
    let db = Db::connect("sqlite::memory:").await.unwrap();
    db.create_all(&SCHEMA).await.unwrap();
    owner(&db).await;
    let clone = db.clone();
    drop(db);
    assert_eq!(Owner::query().count(&clone).await.unwrap(), 1);
    let other = Db::connect("sqlite::memory:").await.unwrap();
    let error = Owner::query().count(&other).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SchemaMismatch, "each has a database of its own");
}
