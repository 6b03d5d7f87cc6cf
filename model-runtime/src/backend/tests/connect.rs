//! Connecting, and what is said when that fails.

use std::time::{Duration, Instant};

use super::*;
use crate::error::ErrorKind;

#[tokio::test]
async fn unreachable_server_is_named_without_secrets_at_once() {
    for (url, named) in [
        ("postgres://joe:s3cret@127.0.0.1:1/app", "postgres://127.0.0.1:1/app"),
        ("mysql://joe:s3cret@127.0.0.1:1/app", "mysql://127.0.0.1:1/app"),
    ] {
        let started = Instant::now();
        let error = Db::connect(url).await.unwrap_err();
        if error.kind() == ErrorKind::Config {
            continue;
        }
        assert_eq!(error.kind(), ErrorKind::ConnectionLost);
        assert!(error.to_string().contains(named), "{error}");
        let shown = format!("{error} {error:?} {:?}", error.server_detail());
        assert!(!shown.contains("s3cret") && !shown.contains("joe"), "{shown}");
        assert!(started.elapsed() < Duration::from_secs(5));
    }
}

#[tokio::test]
async fn unknown_database_and_user_are_told() {
    for dialect in [Dialect::Postgres, Dialect::MySql] {
        let Some(ground) = Ground::of(dialect).await else { continue };
        let (address, _) = ground.url.rsplit_once('/').unwrap();
        let error = Db::connect(&format!("{address}/no_such_database")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{error:?}");
        assert!(error.to_string().contains("no such database"), "{error}");
        ground.clear().await;
    }
    let Some(ground) = Ground::of(Dialect::MySql).await else { return };
    let (_, rest) = ground.url.split_once('@').unwrap();
    let error = Db::connect(&format!("mysql://nobody:s3cret@{rest}")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PermissionDenied, "{error:?}");
    assert!(!format!("{error} {error:?}").contains("s3cret"));
    ground.clear().await;
}

#[tokio::test]
async fn database_that_is_compiled_out_says_which_feature_to_add() {
    for (url, enabled, feature) in [
        ("sqlite::memory:", cfg!(feature = "sqlite"), "`sqlite`"),
        ("postgres://127.0.0.1:1/app", cfg!(feature = "postgres"), "`postgres`"),
        ("mysql://127.0.0.1:1/app", cfg!(feature = "mysql"), "`mysql`"),
    ] {
        if !enabled {
            let error = Db::connect(url).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Config);
            assert!(error.to_string().contains(feature), "{error}");
        }
    }
}

#[tokio::test]
async fn memory_database_lives_as_long_as_its_db() {
    if cfg!(feature = "sqlite") {
        let db = Db::connect("sqlite::memory:").await.unwrap();
        numbers(&db).await;
        let mut conn = db.acquire().await.unwrap();
        execute(&mut conn, "INSERT INTO t (id) VALUES (1)", &[]).await.unwrap();
        // The only connection is closed: a cancelled statement.
        {
            let args = none(&conn);
            let mut rows = conn.rows("SELECT id FROM t", args);
            rows.next().await.unwrap();
        }
        drop(conn);
        assert_eq!(count(&db).await, 1);
        let other = Db::connect("sqlite::memory:").await.unwrap();
        numbers(&other).await;
    }
}

#[tokio::test]
async fn exhausted_pool_answers_in_time() {
    for ground in Ground::all().await {
        let limit = Duration::from_millis(200);
        let db =
            ground.builder().max_connections(1).acquire_timeout(limit).connect().await.unwrap();
        let held = db.acquire().await.unwrap();
        let started = Instant::now();
        let error = db.acquire().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PoolTimeout);
        assert!(started.elapsed() < limit * 3);
        drop(held);
        db.acquire().await.unwrap();
        ground.clear().await;
    }
}

#[tokio::test]
async fn closed_database_refuses_work() {
    for ground in Ground::all().await {
        let db = ground.db().await;
        let held = db.acquire().await.unwrap();
        let error = db.close(Duration::from_millis(50)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PoolTimeout);
        drop(held);
        assert!(db.acquire().await.unwrap_err().is_connection_lost());
        db.close(Duration::from_secs(5)).await.unwrap();
        ground.clear().await;
    }
}

#[tokio::test]
async fn nothing_shows_the_password() {
    let builder = Db::builder("postgres://joe:s3cret@127.0.0.1:1/app?password=s3cret");
    assert!(!format!("{builder:?}").contains("s3cret"));
    for ground in Ground::all().await {
        let db = ground.db().await;
        let mut conn = db.acquire().await.unwrap();
        let shown = format!("{db:?} {conn:?}");
        assert!(!shown.contains("root@") && !shown.contains("postgres@"), "{shown}");
        let tx = conn.begin().await.unwrap();
        assert!(format!("{tx:?}").starts_with("Tx"));
        drop(tx);
        drop(conn);
        ground.clear().await;
    }
}
