//! The other side of each comparison: SQL written by hand, run by sqlx alone.

use model_runtime::Dialect;
use sqlx::mysql::MySqlRow;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Connection, FromRow, MySqlConnection, PgConnection, SqliteConnection};

/// A row of the same type from any database: a tuple.
pub(super) trait Answer:
    for<'r> FromRow<'r, SqliteRow>
    + for<'r> FromRow<'r, PgRow>
    + for<'r> FromRow<'r, MySqlRow>
    + Send
    + Unpin
{
}

impl<T> Answer for T where
    T: for<'r> FromRow<'r, SqliteRow>
        + for<'r> FromRow<'r, PgRow>
        + for<'r> FromRow<'r, MySqlRow>
        + Send
        + Unpin
{
}

/// A connection that knows nothing of the library.
#[derive(Debug)]
pub(super) enum Hand {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
    MySql(MySqlConnection),
}

impl Hand {
    pub(super) async fn connect(dialect: Dialect, url: &str) -> sqlx::Result<Self> {
        Ok(match dialect {
            Dialect::Sqlite => Self::Sqlite(SqliteConnection::connect(url).await?),
            Dialect::Postgres => Self::Postgres(PgConnection::connect(url).await?),
            _ => {
                Self::MySql(MySqlConnection::connect(&url.replace("mariadb://", "mysql://")).await?)
            }
        })
    }

    /// Runs a query that is written by hand.
    pub(super) async fn ask<T: Answer>(&mut self, sql: &str) -> sqlx::Result<Vec<T>> {
        let sql = AssertSqlSafe(sql);
        match self {
            Self::Sqlite(conn) => sqlx::query_as(sql).fetch_all(conn).await,
            Self::Postgres(conn) => sqlx::query_as(sql).fetch_all(conn).await,
            Self::MySql(conn) => sqlx::query_as(sql).fetch_all(conn).await,
        }
    }
}

/// What can not be written alike for all databases.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words(pub(super) Dialect);

impl Words {
    fn pick(self, sqlite: String, postgres: String, mysql: String) -> String {
        match self.0 {
            Dialect::Sqlite => sqlite,
            Dialect::Postgres => postgres,
            _ => mysql,
        }
    }

    /// A text as a literal.
    pub(super) fn text(self, text: &str) -> String {
        let text = text.replace('\'', "''");
        let escaped = text.replace('\\', r"\\");
        format!("'{}'", self.pick(text.clone(), text, escaped))
    }

    /// Sorts a column of text by its code points.
    pub(super) fn binary(self, column: &str) -> String {
        self.pick(column.to_owned(), format!(r#"{column} COLLATE "C""#), column.to_owned())
    }

    pub(super) fn contains(self, column: &str, text: &str) -> String {
        let text = self.text(text);
        self.pick(
            format!("instr({column}, {text}) > 0"),
            format!("strpos({column}, {text}) > 0"),
            format!("locate(binary {text}, binary {column}) > 0"),
        )
    }

    pub(super) fn starts_with(self, column: &str, text: &str) -> String {
        format!("substr({column}, 1, {}) = {}", text.chars().count(), self.text(text))
    }

    pub(super) fn ends_with(self, column: &str, text: &str) -> String {
        let length = text.chars().count();
        let end = self.pick(
            format!("substr({column}, -{length})"),
            format!("right({column}, {length})"),
            format!("right({column}, {length})"),
        );
        format!("{end} = {}", self.text(text))
    }

    /// A date and time as `2021-01-31 00:00:00`.
    pub(super) fn time(self, column: &str) -> String {
        self.pick(
            format!("strftime('%Y-%m-%d %H:%M:%S', {column})"),
            format!("to_char({column}, 'YYYY-MM-DD HH24:MI:SS')"),
            format!("date_format({column}, '%Y-%m-%d %H:%i:%s')"),
        )
    }

    /// Whole minutes of milliseconds.
    pub(super) fn minutes(self, column: &str) -> String {
        let plain = format!("{column} / 60000");
        self.pick(plain.clone(), plain, format!("{column} DIV 60000"))
    }
}
