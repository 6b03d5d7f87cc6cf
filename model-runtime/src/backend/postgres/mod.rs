//! PostgreSQL: connecting, and running statements.

mod args;
mod failure;
mod row;

use std::collections::HashMap;
use std::hash::BuildHasher as _;
use std::pin::Pin;
use std::str::FromStr as _;

use foldhash::fast::RandomState;
use futures_core::Stream;
use sqlx::postgres::{PgConnectOptions, PgQueryResult, PgRow};
use sqlx::{ConnectOptions as _, Either, Executor as _, PgConnection};

pub(super) use self::args::PostgresArgs;
pub(super) use self::failure::failure;
use crate::backend::builder::Settings;
use crate::backend::driver::{STATEMENTS, Server};
use crate::backend::error::{Refusal, unreadable};
use crate::backend::url::Target;
use crate::backend::{Done, Sql, trusted};

/// A transaction that does nothing for so long is ended by the server, which frees its locks.
const IDLE_IN_TRANSACTION: &str = "60000";

pub(super) type Rows<'c> =
    Pin<Box<dyn Stream<Item = sqlx::Result<Either<PgQueryResult, PgRow>>> + Send + 'c>>;

pub(super) type RowFuture<'c> =
    Pin<Box<dyn Future<Output = sqlx::Result<Option<PgRow>>> + Send + 'c>>;

/// A connection.
pub(super) struct Link {
    pub(super) conn: PgConnection,
    /// The types of values with which each text was prepared, both as hashes.
    pub(super) shapes: HashMap<u64, u64, RandomState>,
}

pub(super) async fn open(target: &Target, settings: &Settings) -> Result<(Link, Server), Refusal> {
    let options = PgConnectOptions::from_str(&target.secret_url)
        .map_err(|_| Refusal::of(unreadable()))?
        .statement_cache_capacity(STATEMENTS)
        .options([
            (
                "statement_timeout",
                settings.server_deadline().as_millis().clamp(1, i32::MAX as u128).to_string(),
            ),
            ("idle_in_transaction_session_timeout", IDLE_IN_TRANSACTION.to_owned()),
        ])
        .disable_statement_logging();
    let conn = options.connect().await.map_err(|error| Refusal::from_driver(target, error))?;
    let link = Link { conn, shapes: HashMap::default() };
    Ok((link, Server { insert_returning: true, max_packet: None }))
}

impl Link {
    /// Reads one row or none; the driver goes on to the end of the statement by itself.
    pub(super) fn row(&mut self, sql: Sql, args: PostgresArgs) -> RowFuture<'_> {
        let sql = self.with_own_plan(sql, args.shape());
        self.conn.fetch_optional(sqlx::query_with(trusted(sql), args.into_driver()))
    }

    pub(super) fn rows(&mut self, sql: Sql, args: PostgresArgs) -> Rows<'_> {
        let sql = self.with_own_plan(sql, args.shape());
        self.conn.fetch_many(sqlx::query_with(trusted(sql), args.into_driver()))
    }

    /// The driver finds a prepared statement by its text alone: values of other types than those it was
    /// prepared with would be taken for them, bit by bit. A comment makes it another text.
    fn with_own_plan(&mut self, sql: Sql, shape: u64) -> Sql {
        let text = self.shapes.hasher().hash_one(sql.as_str());
        if *self.shapes.entry(text).or_insert(shape) == shape {
            return sql;
        }
        Sql::Owned(format!("{} /* {shape:x} */", sql.as_str()))
    }
}

pub(super) fn done(result: PgQueryResult) -> Done {
    Done { rows_affected: result.rows_affected(), last_insert_id: None }
}
