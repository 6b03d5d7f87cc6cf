//! The backend against the databases themselves.
//!
//! SQLite is always there. The servers are those of `TEST_POSTGRES_URL` and `TEST_MYSQL_URL`; without
//! one its part is skipped, loudly, and in CI that is a failure. Each test has a schema, a database or
//! a file of its own.

mod cancel;
mod connect;
mod facts;
mod gather;
mod kinds;
mod prepared;
mod send;
mod transactions;
mod values;

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::backend::{Args, Conn, Db, DbBuilder};
use crate::dialect::Dialect;
use crate::error::Result;
use crate::value::{Binder as _, SqlType};

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A place for the tables of one test.
struct Ground {
    dialect: Dialect,
    url: String,
    /// What removes it: on which URL, which statement.
    removal: Option<(String, String)>,
    folder: Option<PathBuf>,
}

impl Ground {
    /// Returns a ground in each database that is there.
    async fn all() -> Vec<Self> {
        let mut grounds = Vec::new();
        for dialect in Dialect::ALL {
            grounds.extend(Self::of(dialect).await);
        }
        grounds
    }

    /// Returns a ground in one database, `None` where it is compiled out or not there.
    async fn of(dialect: Dialect) -> Option<Self> {
        let name = format!("t{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        match dialect {
            Dialect::Sqlite if cfg!(feature = "sqlite") => Some(Self::file(&name)),
            Dialect::Postgres if cfg!(feature = "postgres") => Self::schema(&name).await,
            Dialect::MySql if cfg!(feature = "mysql") => Self::database(&name).await,
            _ => None,
        }
    }

    fn file(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("model-runtime-{name}"));
        std::fs::create_dir_all(&folder).unwrap();
        let url = format!("sqlite:{}", folder.join("test.db").display());
        Self { dialect: Dialect::Sqlite, url, removal: None, folder: Some(folder) }
    }

    async fn schema(name: &str) -> Option<Self> {
        let server = server("TEST_POSTGRES_URL")?;
        batch(&server, &format!("CREATE SCHEMA {name}")).await;
        let url = format!("{server}?options=-c%20search_path%3D{name}");
        let removal = Some((server, format!("DROP SCHEMA {name} CASCADE")));
        Some(Self { dialect: Dialect::Postgres, url, removal, folder: None })
    }

    async fn database(name: &str) -> Option<Self> {
        let server = server("TEST_MYSQL_URL")?;
        batch(&server, &format!("CREATE DATABASE {name}")).await;
        let (address, _) = server.rsplit_once('/').unwrap();
        let url = format!("{address}/{name}");
        let removal = Some((server, format!("DROP DATABASE {name}")));
        Some(Self { dialect: Dialect::MySql, url, removal, folder: None })
    }

    fn builder(&self) -> DbBuilder {
        Db::builder(&self.url).max_connections(4)
    }

    async fn db(&self) -> Db {
        self.builder().connect().await.unwrap()
    }

    /// Removes it, after success; what a failed test leaves can be looked at.
    async fn clear(self) {
        if let Some((server, statement)) = self.removal {
            batch(&server, &statement).await;
        }
        if let Some(folder) = self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

fn server(variable: &str) -> Option<String> {
    if let Ok(url) = std::env::var(variable) {
        return Some(url);
    }
    assert!(std::env::var("CI").is_err(), "{variable} is not set, which CI must not overlook");
    println!("SKIPPED: {variable} is not set, so this ran without its database");
    None
}

async fn batch(url: &str, statement: &str) {
    let db = Db::connect(url).await.unwrap();
    let mut conn = db.acquire().await.unwrap();
    conn.batch(statement.to_owned()).await.map_err(|failure| failure.error).unwrap();
}

/// Writes the placeholders of a statement in the dialect's way; they are `?` in tests.
fn sql(dialect: Dialect, text: &str) -> String {
    let mut number = 0;
    text.chars().fold(String::new(), |mut out, character| {
        match (character, dialect) {
            ('?', Dialect::Postgres) => {
                number += 1;
                out.push_str(&format!("${number}"));
            }
            _ => out.push(character),
        }
        out
    })
}

fn none(conn: &Conn) -> Args {
    Args::new(conn.dialect(), 0)
}

fn int_args(dialect: Dialect, values: &[i64]) -> Args {
    let mut args = Args::new(dialect, values.len());
    for value in values {
        args.int(*value, SqlType::I64).unwrap();
    }
    args
}

/// Runs a statement with integers as its values.
async fn execute(conn: &mut Conn, text: &str, values: &[i64]) -> Result<()> {
    let args = int_args(conn.dialect(), values);
    conn.execute(sql(conn.dialect(), text), args).await.map(drop)
}

/// Reads the first column, integers.
async fn ints(conn: &mut Conn, text: &str, values: &[i64]) -> Result<Vec<i64>> {
    let args = int_args(conn.dialect(), values);
    let mut found = Vec::new();
    conn.run(sql(conn.dialect(), text), args, &mut |row| {
        found.extend(row.int(0, SqlType::I64)?);
        Ok(())
    })
    .await?;
    Ok(found)
}

/// A table `t (id, n)` with a primary key, without rows.
async fn numbers(db: &Db) {
    let mut conn = db.acquire().await.unwrap();
    execute(&mut conn, "CREATE TABLE t (id BIGINT PRIMARY KEY, n BIGINT)", &[]).await.unwrap();
}

async fn count(db: &Db) -> i64 {
    let mut conn = db.acquire().await.unwrap();
    ints(&mut conn, "SELECT count(*) FROM t", &[]).await.unwrap()[0]
}
