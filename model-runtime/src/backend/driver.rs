//! One connection of one of the drivers, behind one face.

use std::convert::Infallible;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use sqlx::{Connection as _, Either};
use tokio::time::timeout;

use crate::backend::builder::Settings;
#[cfg(feature = "mysql")]
use crate::backend::mysql;
#[cfg(feature = "postgres")]
use crate::backend::postgres;
use crate::backend::rows::Row;
use crate::backend::slot::Slot;
#[cfg(feature = "sqlite")]
use crate::backend::sqlite;
use crate::backend::url::Target;
use crate::backend::{Args, BoxFuture, Done, Sql, error};
use crate::dialect::{Dialect, Rendered};
use crate::error::{Error, ErrorKind, Result};
use crate::value::Source;

/// Statements that are kept prepared on a connection.
pub(super) const STATEMENTS: usize = 512;

/// A connection.
pub(super) enum Driver {
    #[cfg(feature = "sqlite")]
    Sqlite(sqlite::Link),
    #[cfg(feature = "postgres")]
    Postgres(postgres::Link),
    #[cfg(feature = "mysql")]
    MySql(mysql::Link),
    /// Never made; lets the driver's code compile with no database at all.
    #[expect(dead_code, reason = "its payload has no value")]
    Absent(Infallible),
}

/// What is known of a server since the first connection to it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Server {
    pub(super) insert_returning: bool,
    pub(super) max_packet: Option<usize>,
}

/// A connection that is being made.
type Opening<'t> = BoxFuture<'t, std::result::Result<(Driver, Server), error::Refusal>>;

/// The rows of a statement as they come, and its end.
pub(super) enum RowStream<'c> {
    #[cfg(feature = "sqlite")]
    Sqlite(sqlite::Rows<'c>),
    #[cfg(feature = "postgres")]
    Postgres(postgres::Rows<'c>),
    #[cfg(feature = "mysql")]
    MySql(mysql::Rows<'c>),
    #[expect(dead_code, reason = "its payload has no value")]
    Absent(Infallible, PhantomData<&'c ()>),
}

/// What came of asking for the next step; `None` after the last.
type Answered = Poll<Option<sqlx::Result<Step>>>;

/// What a statement answers next.
pub(super) enum Step {
    Row(Row),
    End(Done),
}

/// Stops the statement under way, from outside.
///
/// Only SQLite needs it, where the work is done in this process; servers have their own time limits.
#[derive(Debug, Clone, Default)]
pub(super) struct Interrupt(Option<Arc<AtomicBool>>);

impl Interrupt {
    #[cfg(feature = "sqlite")]
    pub(super) fn new(flag: Arc<AtomicBool>) -> Self {
        Self(Some(flag))
    }

    pub(super) fn now(&self) {
        if let Some(flag) = &self.0 {
            flag.store(true, Ordering::Relaxed);
        }
    }
}

impl Driver {
    /// Connects, and prepares the session.
    pub(super) fn open<'t>(target: &'t Target, settings: &'t Settings) -> Opening<'t> {
        let _ = settings;
        // Boxed, as whoever holds it, and drops it midway, would be compiled with all of a driver's handshake.
        Box::pin(async move {
            match target.dialect {
                #[cfg(feature = "sqlite")]
                Dialect::Sqlite => {
                    sqlite::open(target, settings).await.map(|(link, it)| (Self::Sqlite(link), it))
                }
                #[cfg(feature = "postgres")]
                Dialect::Postgres => postgres::open(target, settings)
                    .await
                    .map(|(link, it)| (Self::Postgres(link), it)),
                #[cfg(feature = "mysql")]
                Dialect::MySql => {
                    mysql::open(target, settings).await.map(|(link, it)| (Self::MySql(link), it))
                }
                #[cfg(not(all(feature = "sqlite", feature = "postgres", feature = "mysql")))]
                dialect => Err(error::Refusal::of(super::builder::compiled_out(dialect))),
            }
        })
    }

    /// Starts a statement with its values.
    ///
    /// # Errors
    ///
    /// `Config` where the values were made for another database.
    #[cfg_attr(
        not(any(feature = "sqlite", feature = "postgres", feature = "mysql")),
        expect(unused_variables, reason = "there is no driver to hand them to")
    )]
    pub(super) fn rows(&mut self, sql: Sql, args: Args) -> Result<RowStream<'_>> {
        match (self, args) {
            #[cfg(feature = "sqlite")]
            (Self::Sqlite(link), Args::Sqlite(args)) => Ok(RowStream::Sqlite(link.rows(sql, args))),
            #[cfg(feature = "postgres")]
            (Self::Postgres(link), Args::Postgres(args)) => {
                Ok(RowStream::Postgres(link.rows(sql, args)))
            }
            #[cfg(feature = "mysql")]
            (Self::MySql(link), Args::MySql(args)) => Ok(RowStream::MySql(link.rows(sql, args))),
            _ => Err(Error::new(
                ErrorKind::Config,
                "the values of the statement were made for another database",
            )),
        }
    }

    /// Starts statements without values, whose rows are of no interest, in one round trip.
    pub(super) fn batch(&mut self, sql: Sql) -> RowStream<'_> {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(link) => RowStream::Sqlite(link.batch(sql)),
            #[cfg(feature = "postgres")]
            Self::Postgres(link) => RowStream::Postgres(link.batch(sql)),
            #[cfg(feature = "mysql")]
            Self::MySql(link) => RowStream::MySql(link.batch(sql)),
            Self::Absent(never) => match (*never, sql) {},
        }
    }

    /// Asks whether the other side is still there.
    pub(super) fn ping(&mut self) -> BoxFuture<'_, sqlx::Result<()>> {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(link) => Box::pin(link.conn.ping()),
            #[cfg(feature = "postgres")]
            Self::Postgres(link) => Box::pin(link.conn.ping()),
            #[cfg(feature = "mysql")]
            Self::MySql(link) => Box::pin(link.conn.ping()),
            Self::Absent(never) => match *never {},
        }
    }

    /// Returns how many statements are kept prepared.
    #[cfg(test)]
    pub(super) fn kept_statements(&self) -> usize {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(link) => link.conn.cached_statements_size(),
            #[cfg(feature = "postgres")]
            Self::Postgres(link) => link.conn.cached_statements_size(),
            #[cfg(feature = "mysql")]
            Self::MySql(link) => link.conn.cached_statements_size(),
            Self::Absent(never) => match *never {},
        }
    }

    /// Tells whether the cached statements should be dropped before the next one is added.
    pub(super) fn is_cache_full(&self) -> bool {
        match self {
            // Past its capacity the driver sends two small packets for each statement, which without
            // TCP_NODELAY cost 44 ms; dropping all of them at once costs that once.
            #[cfg(feature = "mysql")]
            Self::MySql(link) => link.conn.cached_statements_size() + 1 >= STATEMENTS,
            #[cfg(feature = "postgres")]
            Self::Postgres(link) => link.shapes.len() >= STATEMENTS,
            #[cfg(feature = "sqlite")]
            Self::Sqlite(_) => false,
            Self::Absent(never) => match *never {},
        }
    }

    pub(super) fn clear_cache(&mut self) -> BoxFuture<'_, sqlx::Result<()>> {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(link) => Box::pin(link.conn.clear_cached_statements()),
            #[cfg(feature = "postgres")]
            Self::Postgres(link) => {
                link.shapes.clear();
                Box::pin(link.conn.clear_cached_statements())
            }
            #[cfg(feature = "mysql")]
            Self::MySql(link) => Box::pin(link.conn.clear_cached_statements()),
            Self::Absent(never) => match *never {},
        }
    }

    pub(super) fn interrupt(&self) -> Interrupt {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(link) => Interrupt::new(Arc::clone(&link.stop)),
            _ => Interrupt::default(),
        }
    }

    /// Returns where it looks for what gathers the rows of a statement, if it can gather them by itself.
    pub(super) fn slot(&self, statement: &Rendered) -> Option<Arc<Slot>> {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(link) => link.slot(statement),
            _ => None,
        }
    }

    /// Closes the connection, in a limited time; `politely` says goodbye to the server first.
    pub(super) fn close(self, politely: bool, limit: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            // Nobody can do anything about a connection that does not close.
            let _ = timeout(limit, self.end(politely)).await;
        })
    }

    fn end(self, politely: bool) -> BoxFuture<'static, sqlx::Result<()>> {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(link) => Box::pin(link.conn.close()),
            #[cfg(feature = "postgres")]
            Self::Postgres(link) if politely => Box::pin(link.conn.close()),
            #[cfg(feature = "postgres")]
            Self::Postgres(link) => Box::pin(link.conn.close_hard()),
            #[cfg(feature = "mysql")]
            Self::MySql(link) if politely => Box::pin(link.conn.close()),
            #[cfg(feature = "mysql")]
            Self::MySql(link) => Box::pin(link.conn.close_hard()),
            Self::Absent(never) => match (never, politely) {},
        }
    }
}

impl RowStream<'_> {
    pub(super) fn poll_step(&mut self, context: &mut Context<'_>) -> Answered {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(rows) => {
                Pin::new(rows).poll_next(context).map(|item| step(item, sqlite::done, Row::Sqlite))
            }
            #[cfg(feature = "postgres")]
            Self::Postgres(rows) => Pin::new(rows)
                .poll_next(context)
                .map(|item| step(item, postgres::done, Row::Postgres)),
            #[cfg(feature = "mysql")]
            Self::MySql(rows) => {
                rows.as_mut().poll_next(context).map(|item| step(item, mysql::done, Row::MySql))
            }
            Self::Absent(never, _) => match (*never, context) {},
        }
    }

    /// Hands on all rows that have come, and notes the end of the statement once it is seen; ready when there is
    /// nothing more.
    #[cfg_attr(
        not(any(feature = "sqlite", feature = "postgres", feature = "mysql")),
        expect(unused_variables, reason = "there are no rows to hand on")
    )]
    pub(super) fn poll_drain(
        &mut self,
        context: &mut Context<'_>,
        end: &mut Option<Done>,
        take: &mut dyn FnMut(&dyn Source),
    ) -> Poll<sqlx::Result<()>> {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(rows) => drain(Pin::new(rows), context, sqlite::done, end, take),
            #[cfg(feature = "postgres")]
            Self::Postgres(rows) => drain(Pin::new(rows), context, postgres::done, end, take),
            #[cfg(feature = "mysql")]
            Self::MySql(rows) => drain(rows.as_mut(), context, mysql::done, end, take),
            Self::Absent(never, _) => match *never {},
        }
    }
}

/// What a driver's stream brings next.
fn step<Q, R>(
    item: Option<sqlx::Result<Either<Q, R>>>,
    done: fn(Q) -> Done,
    row: fn(R) -> Row,
) -> Option<sqlx::Result<Step>> {
    let step =
        item?.map(|item| item.either(|result| Step::End(done(result)), |it| Step::Row(row(it))));
    Some(step)
}

/// A row is looked at where the driver put it: moved on, it would be copied from hand to hand.
fn drain<Q, R: Source, S: Stream<Item = sqlx::Result<Either<Q, R>>> + ?Sized>(
    mut rows: Pin<&mut S>,
    context: &mut Context<'_>,
    done: fn(Q) -> Done,
    end: &mut Option<Done>,
    take: &mut dyn FnMut(&dyn Source),
) -> Poll<sqlx::Result<()>> {
    while let Some(item) = ready!(rows.as_mut().poll_next(context)) {
        match item {
            Ok(Either::Right(row)) => {
                *end = None;
                take(&row);
            }
            Ok(Either::Left(result)) => *end = Some(done(result)),
            Err(error) => return Poll::Ready(Err(error)),
        }
    }
    Poll::Ready(Ok(()))
}
