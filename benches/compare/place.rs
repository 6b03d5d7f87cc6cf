//! Where the tables are.

use std::path::Path;
use std::{env, fs, io};

use benches::Failure;
use model_runtime::prelude::*;
use sqlx::{AssertSqlSafe, Connection, MySqlConnection, PgConnection, SqliteConnection};
use url::Url;

use crate::data;
use crate::models::SCHEMA;

pub(crate) const SQLITE: &str = "SQLite";
pub(crate) const POSTGRES: &str = "PostgreSQL";
pub(crate) const MARIADB: &str = "MariaDB";

/// The database that is made on a server, after dropping the one of an earlier run.
const OWN: &str = "model_bench";

/// An empty database.
pub(crate) struct Place {
    pub(crate) database: &'static str,
    pub(crate) url: String,
}

impl Place {
    /// Makes the databases: a file, and one on each server that is named.
    pub(crate) async fn all() -> Result<Vec<Self>, Failure> {
        let mut places = vec![file()?];
        match env::var("TEST_POSTGRES_URL") {
            Ok(url) => places.push(postgres(&url).await?),
            Err(_) => eprintln!("PostgreSQL is left out: TEST_POSTGRES_URL names no server"),
        }
        match env::var("TEST_MYSQL_URL") {
            Ok(url) => places.push(mariadb(&url).await?),
            Err(_) => eprintln!("MariaDB is left out: TEST_MYSQL_URL names no server"),
        }
        Ok(places)
    }

    /// Makes the tables and fills them.
    pub(crate) async fn fill(&self) -> Result<Db, Failure> {
        eprintln!("{}: filling the tables", self.database);
        let db = Db::connect(&self.url).await?;
        db.create_all(&SCHEMA).await?;
        data::fill(&db).await?;
        self.analyze().await?;
        Ok(db)
    }

    /// Tells the planner what is in the tables, so that plans do not change under way.
    async fn analyze(&self) -> Result<(), Failure> {
        match self.database {
            SQLITE => {
                let mut conn = SqliteConnection::connect(&self.url).await?;
                sqlx::raw_sql("ANALYZE").execute(&mut conn).await?;
            }
            POSTGRES => {
                let mut conn = PgConnection::connect(&self.url).await?;
                sqlx::raw_sql("VACUUM ANALYZE").execute(&mut conn).await?;
            }
            _ => {
                let mut conn = MySqlConnection::connect(&self.url).await?;
                let analyze = "ANALYZE TABLE users, posts, comments";
                sqlx::raw_sql(analyze).execute(&mut conn).await?;
            }
        }
        Ok(())
    }
}

fn file() -> Result<Place, Failure> {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench.db");
    for end in ["", "-wal", "-shm"] {
        match fs::remove_file(format!("{}{end}", path.display())) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(Place { database: SQLITE, url: format!("sqlite:{}?mode=rwc", path.display()) })
}

async fn postgres(url: &str) -> Result<Place, Failure> {
    let mut conn = PgConnection::connect(url).await?;
    // Waiting for the disk at each commit would hide what is compared.
    for text in [
        format!("DROP DATABASE IF EXISTS {OWN}"),
        format!("CREATE DATABASE {OWN}"),
        format!("ALTER DATABASE {OWN} SET synchronous_commit = off"),
    ] {
        sqlx::raw_sql(AssertSqlSafe(text)).execute(&mut conn).await?;
    }
    conn.close().await?;
    Ok(Place { database: POSTGRES, url: own(url)? })
}

async fn mariadb(url: &str) -> Result<Place, Failure> {
    let mut conn = MySqlConnection::connect(url).await?;
    for text in [format!("DROP DATABASE IF EXISTS {OWN}"), format!("CREATE DATABASE {OWN}")] {
        sqlx::raw_sql(AssertSqlSafe(text)).execute(&mut conn).await?;
    }
    conn.close().await?;
    Ok(Place { database: MARIADB, url: own(url)? })
}

fn own(url: &str) -> Result<String, Failure> {
    let mut url = Url::parse(url)?;
    url.set_path(OWN);
    Ok(url.into())
}
