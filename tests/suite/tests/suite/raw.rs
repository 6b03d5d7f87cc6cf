//! SQL past the library, to see what is stored and to disturb from outside.

use sqlx::{AssertSqlSafe, Connection, Executor, MySqlConnection, PgConnection, SqliteConnection};
use test_support::{Kind, TestDb};

/// Runs statements on a connection of their own.
pub(crate) async fn execute(database: &TestDb, sql: &str) -> sqlx::Result<()> {
    let sql = AssertSqlSafe(sql.to_owned());
    match database.kind() {
        Kind::Sqlite => {
            SqliteConnection::connect(database.url()).await?.execute(sql).await.map(drop)
        }
        Kind::Postgres => PgConnection::connect(database.url()).await?.execute(sql).await.map(drop),
        Kind::MySql => MySqlConnection::connect(database.url()).await?.execute(sql).await.map(drop),
    }
}

/// Reads the first column of a result, which holds text.
pub(crate) async fn texts(database: &TestDb, sql: &str) -> Vec<String> {
    let query = AssertSqlSafe(sql.to_owned());
    let texts = match database.kind() {
        Kind::Sqlite => {
            let mut conn = SqliteConnection::connect(database.url()).await.unwrap();
            sqlx::query_scalar(query).fetch_all(&mut conn).await
        }
        Kind::Postgres => {
            let mut conn = PgConnection::connect(database.url()).await.unwrap();
            sqlx::query_scalar(query).fetch_all(&mut conn).await
        }
        Kind::MySql => {
            let mut conn = MySqlConnection::connect(database.url()).await.unwrap();
            sqlx::query_scalar(query).fetch_all(&mut conn).await
        }
    };
    texts.unwrap()
}

/// Returns a URL whose connections [`kill_connections`] finds.
pub(crate) fn killable_url(database: &TestDb) -> String {
    match database.kind() {
        // PostgreSQL does not tell the schema of a connection, but a name that it was given.
        Kind::Postgres => format!("{}&application_name={}", database.url(), database.place()),
        Kind::Sqlite | Kind::MySql => database.url().to_owned(),
    }
}

/// Ends the connections of [`killable_url`] from the server's side, and answers how many they were.
pub(crate) async fn kill_connections(database: &TestDb) -> usize {
    match database.kind() {
        Kind::Sqlite => 0,
        Kind::Postgres => {
            let sql = "SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity \
                 WHERE application_name = '";
            texts(database, &format!("{sql}{}'", database.place())).await.len()
        }
        Kind::MySql => {
            let sql = "SELECT CAST(id AS CHAR) FROM information_schema.processlist \
                 WHERE db = DATABASE() AND id <> CONNECTION_ID()";
            let ids = texts(database, sql).await;
            for id in &ids {
                // It may have ended by itself.
                let _ = execute(database, &format!("KILL {id}")).await;
            }
            ids.len()
        }
    }
}
