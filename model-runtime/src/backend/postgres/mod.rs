//! PostgreSQL: connecting, and running statements.

mod args;
mod failure;
mod row;

use std::collections::HashMap;
use std::hash::BuildHasher as _;
use std::pin::Pin;
use std::str::FromStr as _;
use std::task::{Context, Poll, ready};

use foldhash::fast::RandomState;
use futures_core::Stream;
use sqlx::postgres::{PgConnectOptions, PgQueryResult, PgRow};
use sqlx::{ConnectOptions as _, Either, Executor as _, PgConnection};

pub(super) use self::args::PostgresArgs;
pub(super) use self::failure::failure;
use crate::backend::builder::Settings;
use crate::backend::driver::{STATEMENTS, Server};
use crate::backend::error::{Refusal, unreadable};
use crate::backend::sent::Sent;
use crate::backend::url::Target;
use crate::backend::{Done, Sql};

/// A transaction that does nothing for so long is ended by the server, which frees its locks.
const IDLE_IN_TRANSACTION: &str = "60000";

type Item = sqlx::Result<Either<PgQueryResult, PgRow>>;

/// The rows of one statement, and its end; or of a batch of them.
pub(super) enum Rows<'c> {
    All(Pin<Box<dyn Stream<Item = Item> + Send + 'c>>),
    /// One row or none, in the driver's own way to it: it goes on to the end of the statement by itself.
    One(Pin<Box<dyn Future<Output = sqlx::Result<Option<PgRow>>> + Send + 'c>>),
    /// What is left once that has come.
    Over(Option<PgQueryResult>),
}

impl Stream for Rows<'_> {
    type Item = Item;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Item>> {
        let this = self.get_mut();
        match this {
            Self::All(rows) => rows.as_mut().poll_next(context),
            Self::One(row) => {
                let row = ready!(row.as_mut().poll(context));
                let end = PgQueryResult::default();
                *this = Self::Over(matches!(row, Ok(Some(_))).then_some(end));
                let item = row.map(|row| {
                    row.map_or_else(|| Either::Left(PgQueryResult::default()), Either::Right)
                });
                Poll::Ready(Some(item))
            }
            Self::Over(end) => Poll::Ready(end.take().map(|end| Ok(Either::Left(end)))),
        }
    }
}

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
    pub(super) fn rows(&mut self, sql: Sql, args: PostgresArgs) -> Rows<'_> {
        let finds_a_row = sql.finds_a_row();
        let sql = self.with_own_plan(sql, args.shape());
        let query = Sent::statement(sql, args.into_driver());
        match finds_a_row {
            true => Rows::One(self.conn.fetch_optional(query)),
            false => Rows::All(self.conn.fetch_many(query)),
        }
    }

    pub(super) fn batch(&mut self, sql: Sql) -> Rows<'_> {
        Rows::All(self.conn.fetch_many(Sent::batch(sql)))
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
