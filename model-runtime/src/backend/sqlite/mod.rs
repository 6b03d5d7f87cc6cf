//! SQLite: connecting, and running statements.

mod args;
mod cell;
mod failure;
mod function;
mod row;

use std::pin::Pin;
use std::str::FromStr as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::thread;
use std::time::Duration;

use futures_core::Stream;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqliteQueryResult, SqliteRow, SqliteSynchronous,
};
use sqlx::{ConnectOptions as _, Either, Executor as _, SqliteConnection};

pub(super) use self::args::SqliteArgs;
pub(super) use self::failure::failure;
use crate::backend::builder::Settings;
use crate::backend::driver::{STATEMENTS, Server};
use crate::backend::error::{Refusal, unreadable};
use crate::backend::sent::Sent;
use crate::backend::slot::Slot;
use crate::backend::url::Target;
use crate::backend::{Done, Sql};
use crate::dialect::{self, Rendered};

/// How long a connection waits for another one's lock.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Rows that the driver's thread reads ahead: fewer hand-overs between threads.
const READ_AHEAD: usize = 512;
/// Steps of SQLite's machine between two looks at the stop flag; no cost could be measured.
const STEPS: i32 = 1000;

type Item = sqlx::Result<Either<SqliteQueryResult, SqliteRow>>;

/// The rows of one statement, and its end; or of a batch of them.
pub(super) struct Rows<'c> {
    stream: Pin<Box<dyn Stream<Item = Item> + Send + 'c>>,
    /// Its rows have been taken on the driver's thread: what comes in their place says nothing.
    is_gathered: bool,
    /// More statements may follow the first one's end.
    is_batch: bool,
    is_over: bool,
}

impl Rows<'_> {
    /// Passes over rows. Once one has come the others do at once: to wait for each is to be woken for each, and
    /// on a single processor to keep the driver from sending the next one.
    fn poll_past_rows(&mut self, context: &mut Context<'_>) -> Poll<Option<Item>> {
        let mut came = false;
        loop {
            match self.stream.as_mut().poll_next(context) {
                Poll::Ready(Some(Ok(Either::Right(_)))) => came = true,
                Poll::Pending if came => {
                    came = false;
                    thread::yield_now();
                }
                answer => return answer,
            }
        }
    }
}

impl Stream for Rows<'_> {
    type Item = Item;

    /// Stops at the end of the statement, which is committed then. The driver looks for a further one in the text
    /// before it ends the stream: to wait for that is to be woken once more. In a batch there is one.
    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Item>> {
        if self.is_over {
            return Poll::Ready(None);
        }
        let item = match self.is_gathered {
            true => ready!(self.poll_past_rows(context)),
            false => ready!(self.stream.as_mut().poll_next(context)),
        };
        self.is_over = !self.is_batch && matches!(item, Some(Ok(Either::Left(_))));
        Poll::Ready(item)
    }
}

/// A connection to a file, or to memory.
pub(super) struct Link {
    pub(super) conn: SqliteConnection,
    /// Stops the statement under way.
    pub(super) stop: Arc<AtomicBool>,
    /// Holds what gathers the rows of the statement under way.
    slot: Arc<Slot>,
    /// The most columns that can be gathered.
    widest: usize,
}

pub(super) async fn open(target: &Target, settings: &Settings) -> Result<(Link, Server), Refusal> {
    let options = options(target, settings)?;
    let refused = |error| Refusal::from_driver(target, error);
    let mut conn = options.connect().await.map_err(refused)?;
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    let slot = Arc::new(Slot::default());
    let mut handle = conn.lock_handle().await.map_err(refused)?;
    handle.set_progress_handler(STEPS, move || !flag.load(Ordering::Relaxed));
    let widest = function::register(&mut handle, &slot);
    drop(handle);
    Ok((Link { conn, stop, slot, widest }, Server { insert_returning: true, max_packet: None }))
}

fn options(target: &Target, settings: &Settings) -> Result<SqliteConnectOptions, Refusal> {
    let options = SqliteConnectOptions::from_str(&target.secret_url)
        .map_err(|_| Refusal::of(unreadable()))?
        .foreign_keys(true)
        // Waiting for a lock can not be interrupted: it ends before the deadline does, or the write
        // would be made after its failure was answered.
        .busy_timeout(BUSY_TIMEOUT.min(settings.deadline / 2))
        .statement_cache_capacity(STATEMENTS)
        .row_buffer_size(READ_AHEAD)
        .disable_statement_logging();
    if target.read_only {
        return Ok(options);
    }
    let synchronous =
        if settings.synchronous_full { SqliteSynchronous::Full } else { SqliteSynchronous::Normal };
    let options = options.create_if_missing(true).synchronous(synchronous);
    Ok(if target.in_memory { options } else { options.journal_mode(SqliteJournalMode::Wal) })
}

impl Link {
    /// Returns where to put what gathers the rows of a statement, if they are known and not too wide.
    pub(super) fn slot(&self, statement: &Rendered) -> Option<Arc<Slot>> {
        let columns = statement.answer.as_ref()?.columns;
        (columns <= self.widest).then(|| Arc::clone(&self.slot))
    }

    pub(super) fn rows(&mut self, sql: Sql, args: SqliteArgs) -> Rows<'_> {
        let (sql, is_gathered) = match sql {
            Sql::Gathered(query) => (Sql::Rendered(dialect::gathered(query)), true),
            sql => (sql, false),
        };
        let stream = self.conn.fetch_many(Sent::statement(sql, args.into_driver()));
        Rows { stream, is_gathered, is_batch: false, is_over: false }
    }

    pub(super) fn batch(&mut self, sql: Sql) -> Rows<'_> {
        let stream = self.conn.fetch_many(Sent::batch(sql));
        Rows { stream, is_gathered: false, is_batch: true, is_over: false }
    }
}

pub(super) fn done(result: SqliteQueryResult) -> Done {
    Done {
        rows_affected: result.rows_affected(),
        last_insert_id: u64::try_from(result.last_insert_rowid()).ok(),
    }
}
