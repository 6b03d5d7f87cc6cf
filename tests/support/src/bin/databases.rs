//! Prints which databases the tests ran on, as these tell it themselves.

use sqlx::{Connection, MySqlConnection, PgConnection, SqliteConnection};
use test_support::Kind;

fn main() -> sqlx::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        println!("tested on:");
        for kind in Kind::ALL {
            println!("{}", line(kind, version(kind).await?));
        }
        Ok(())
    })
}

fn line(kind: Kind, version: Option<String>) -> String {
    match (kind, version) {
        (_, None) => format!("  {}: NOT TESTED", kind.name()),
        (Kind::Sqlite, Some(version)) => format!("  SQLite {version}"),
        (Kind::Postgres, Some(version)) => format!("  PostgreSQL {version}"),
        (Kind::MySql, Some(version)) if version.contains("MariaDB") => {
            format!("  MariaDB {version}; it stands for MySQL too, MySQL 8 is untested")
        }
        (Kind::MySql, Some(version)) => format!("  MySQL {version}; MariaDB is untested"),
    }
}

async fn version(kind: Kind) -> sqlx::Result<Option<String>> {
    if kind == Kind::Sqlite {
        let mut conn = SqliteConnection::connect("sqlite::memory:").await?;
        return sqlx::query_scalar("SELECT sqlite_version()").fetch_optional(&mut conn).await;
    }
    let Some(server) = kind.server() else { return Ok(None) };
    if kind == Kind::Postgres {
        let mut conn = PgConnection::connect(&server).await?;
        let version = "SELECT current_setting('server_version')";
        return sqlx::query_scalar(version).fetch_optional(&mut conn).await;
    }
    let mut conn = MySqlConnection::connect(&server).await?;
    sqlx::query_scalar("SELECT CAST(version() AS CHAR)").fetch_optional(&mut conn).await
}
