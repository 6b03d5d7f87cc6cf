//! MySQL and MariaDB: connecting, and running statements.

mod args;
mod failure;
mod row;

use std::pin::Pin;
use std::str::FromStr as _;

use futures_core::Stream;
use futures_util::TryStreamExt as _;
use sqlx::mysql::{MySqlConnectOptions, MySqlQueryResult, MySqlRow};
use sqlx::{ConnectOptions as _, Either, Executor as _, MySqlConnection, Row as _};

pub(super) use self::args::MySqlArgs;
pub(super) use self::failure::failure;
use crate::backend::builder::Settings;
use crate::backend::driver::{STATEMENTS, Server};
use crate::backend::error::{Refusal, unreadable};
use crate::backend::sent::Sent;
use crate::backend::url::Target;
use crate::backend::{Done, Sql};
use crate::error::{Error, ErrorKind};

pub(super) type Rows<'c> =
    Pin<Box<dyn Stream<Item = sqlx::Result<Either<MySqlQueryResult, MySqlRow>>> + Send + 'c>>;

/// A connection.
pub(super) struct Link {
    pub(super) conn: MySqlConnection,
}

/// What is to be known of the server; the mode decides whether it cuts values silently.
const ASK: &str = "SELECT version(), CAST(@@max_allowed_packet AS CHAR), @@sql_mode";

pub(super) async fn open(target: &Target, settings: &Settings) -> Result<(Link, Server), Refusal> {
    let options = MySqlConnectOptions::from_str(&target.secret_url)
        .map_err(|_| Refusal::of(unreadable()))?
        .statement_cache_capacity(STATEMENTS)
        .disable_statement_logging();
    let refused = |error| Refusal::from_driver(target, error);
    let mut link = Link { conn: options.connect().await.map_err(refused)? };
    let answer = link.first_row(Sql::Static(ASK)).await.map_err(refused)?;
    let known = answer.as_ref().and_then(known).ok_or_else(|| Refusal::of(no_facts()))?;
    link.first_row(session(&known, settings)).await.map_err(refused)?;
    let server = Server { insert_returning: known.is_mariadb, max_packet: known.max_packet };
    Ok((link, server))
}

struct Known {
    is_mariadb: bool,
    max_packet: Option<usize>,
    is_strict: bool,
}

fn known(row: &MySqlRow) -> Option<Known> {
    let text = |at| row.try_get_unchecked::<String, usize>(at).ok();
    Some(Known {
        is_mariadb: text(0)?.contains("MariaDB"),
        max_packet: text(1)?.parse().ok(),
        is_strict: text(2)?.contains("STRICT_TRANS_TABLES"),
    })
}

/// Makes the session refuse what it would otherwise cut, and stop statements past the deadline.
fn session(known: &Known, settings: &Settings) -> Sql {
    let mut sql = String::from("SET ");
    if !known.is_strict {
        sql.push_str("sql_mode = CONCAT(@@sql_mode, ',STRICT_TRANS_TABLES'), ");
    }
    // MariaDB counts seconds, MySQL milliseconds and reading statements only. 0 would be no limit.
    let millis = settings.server_deadline().as_millis().clamp(1, 31_536_000_000);
    match known.is_mariadb {
        true => {
            sql.push_str(&format!("max_statement_time = {}.{:03}", millis / 1000, millis % 1000))
        }
        false => {
            sql.push_str(&format!("max_execution_time = {}", millis.min(u128::from(u32::MAX))))
        }
    }
    Sql::Owned(sql)
}

fn no_facts() -> Error {
    Error::new(
        ErrorKind::Unsupported,
        "the server does not tell its version; is it MySQL or MariaDB?",
    )
}

impl Link {
    pub(super) fn rows(&mut self, sql: Sql, args: MySqlArgs) -> Rows<'_> {
        self.conn.fetch_many(Sent::statement(sql, args.into_driver()))
    }

    pub(super) fn batch(&mut self, sql: Sql) -> Rows<'_> {
        self.conn.fetch_many(Sent::batch(sql))
    }

    /// Runs a statement to its end; answers its first row, if it has any.
    async fn first_row(&mut self, sql: Sql) -> sqlx::Result<Option<MySqlRow>> {
        let mut items = self.batch(sql);
        let mut first = None;
        while let Some(item) = items.try_next().await? {
            first = first.or(item.right());
        }
        Ok(first)
    }
}

pub(super) fn done(result: MySqlQueryResult) -> Done {
    Done {
        rows_affected: result.rows_affected(),
        last_insert_id: Some(result.last_insert_id()).filter(|id| *id != 0),
    }
}
