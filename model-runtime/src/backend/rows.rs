//! Drives a statement to its end.

use std::convert::Infallible;
use std::fmt;
use std::future::poll_fn;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use crate::backend::alarm::{self, Alarm};
use crate::backend::conn::{Parts, Sink};
use crate::backend::driver::{Driver, Interrupt, RowStream, Step};
use crate::backend::error::classify;
use crate::backend::state::{Failure, Reach, State};
use crate::backend::{Args, Conn, Done, Sql};
use crate::error::{Error, ErrorKind, Result};
use crate::value::Source;

/// A row of a result.
pub(crate) enum Row {
    #[cfg(feature = "sqlite")]
    Sqlite(sqlx::sqlite::SqliteRow),
    #[cfg(feature = "postgres")]
    Postgres(sqlx::postgres::PgRow),
    #[cfg(feature = "mysql")]
    MySql(sqlx::mysql::MySqlRow),
    /// Never made; lets this compile with no database at all.
    #[expect(dead_code, reason = "its payload has no value")]
    Absent(Infallible),
}

impl Row {
    /// Returns the view from which values are read.
    pub(crate) fn source(&self) -> &dyn Source {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(row) => row,
            #[cfg(feature = "postgres")]
            Self::Postgres(row) => row,
            #[cfg(feature = "mysql")]
            Self::MySql(row) => row,
            Self::Absent(never) => match *never {},
        }
    }
}

impl fmt::Debug for Row {
    /// Shows nothing: a row holds values.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Row")
    }
}

/// The rows of a statement, one by one.
///
/// Dropped before their end, they leave the statement in flight: the connection is closed, and a
/// transaction is lost.
pub(crate) struct Rows<'c>(Stage<'c>);

enum Stage<'c> {
    Waiting(&'c mut Conn, Sql, Args),
    Running(Running<'c>),
    Ended,
}

impl<'c> Rows<'c> {
    pub(super) fn new(conn: &'c mut Conn, sql: Sql, args: Args) -> Self {
        Self(Stage::Waiting(conn, sql, args))
    }

    /// Returns the next row, `None` at the statement's end; the time to wait is measured anew.
    ///
    /// # Errors
    ///
    /// What the database reports; `Incomplete` where the result stopped without an end;
    /// `StatementTimeout`.
    pub(crate) async fn next(&mut self) -> Result<Option<Row>> {
        if let Stage::Waiting(..) = self.0 {
            self.start().await?;
        }
        let Stage::Running(running) = &mut self.0 else { return Ok(None) };
        running.give_time();
        let answer = poll_fn(|context| running.poll_row(context)).await;
        if !matches!(answer, Ok(Some(_))) {
            self.0 = Stage::Ended;
        }
        answer
    }

    async fn start(&mut self) -> Result<()> {
        if let Stage::Waiting(conn, sql, args) = std::mem::replace(&mut self.0, Stage::Ended) {
            conn.make_ready().await?;
            self.0 = Stage::Running(Running::start(conn, sql, args)?);
        }
        Ok(())
    }
}

/// A statement under way.
pub(super) struct Running<'c> {
    stream: RowStream<'c>,
    state: &'c mut State,
    alarm: &'c mut Alarm,
    interrupt: Interrupt,
    limit: Duration,
    deadline: Instant,
    /// What the statement did, once its end was seen.
    end: Option<Done>,
    log: Log,
}

impl<'c> Running<'c> {
    /// Starts a statement on a connection that is ready.
    ///
    /// # Errors
    ///
    /// What the driver would answer badly is refused.
    pub(super) fn start(conn: &'c mut Conn, sql: Sql, args: Args) -> Result<Self> {
        conn.check_limits(&sql, &args)?;
        let log = Log::start(&sql);
        Self::begin(conn, log, |driver| driver.rows(sql, args))
    }

    /// Starts statements without values, whose rows are of no interest. Only the end of the first one must have been
    /// seen: how many there are is not known here.
    pub(super) fn batch(conn: &'c mut Conn, sql: Sql) -> Self {
        let start = |driver: &'c mut Driver| Ok::<_, Infallible>(driver.batch(sql));
        let Ok(running) = Self::begin(conn, Log::default(), start);
        running
    }

    fn begin<E>(
        conn: &'c mut Conn,
        log: Log,
        start: impl FnOnce(&'c mut Driver) -> std::result::Result<RowStream<'c>, E>,
    ) -> std::result::Result<Self, E> {
        let limit = conn.deadline();
        let Parts { driver, state, alarm } = conn.parts();
        let interrupt = driver.interrupt();
        let stream = start(driver)?;
        state.begin_statement();
        let deadline = alarm::after(limit);
        Ok(Self { stream, state, alarm, interrupt, limit, deadline, end: None, log })
    }

    /// Hands all rows to `sink`, in one go as far as they have arrived; after an error of the sink the
    /// others are passed over.
    ///
    /// # Errors
    ///
    /// See [`Rows::next`]; else the first error of the sink.
    pub(super) async fn drain(&mut self, sink: &mut Sink<'_>) -> Result<Done> {
        let mut refused = None;
        let mut take = |row: &dyn Source| {
            if refused.is_none() {
                refused = sink(row).err();
            }
        };
        if let Err(failure) = self.reach_end(&mut take).await {
            return Err(self.fail(failure));
        }
        refused.map_or(Ok(self.end.unwrap_or_default()), Err)
    }

    /// Hands on all rows; what becomes of the connection after a failure is left to the caller.
    pub(super) async fn reach_end(
        &mut self,
        take: &mut (dyn FnMut(&dyn Source) + Send),
    ) -> std::result::Result<(), Failure> {
        poll_fn(|context| self.poll_drain(context, take)).await
    }

    fn poll_drain(
        &mut self,
        context: &mut Context<'_>,
        take: &mut dyn FnMut(&dyn Source),
    ) -> Poll<std::result::Result<(), Failure>> {
        let ended = match self.stream.poll_drain(context, &mut self.end, take) {
            Poll::Ready(Ok(())) => Ended::Over,
            Poll::Ready(Err(error)) => Ended::Failed(error),
            Poll::Pending if self.alarm.is_over(self.deadline, context) => Ended::TooSlow,
            Poll::Pending => return Poll::Pending,
        };
        Poll::Ready(self.finish(ended))
    }

    /// Measures the time to wait anew.
    fn give_time(&mut self) {
        self.deadline = alarm::after(self.limit);
    }

    fn poll_row(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Row>>> {
        let ended = loop {
            match self.stream.poll_step(context) {
                Poll::Ready(Some(Ok(Step::Row(row)))) => {
                    self.end = None;
                    return Poll::Ready(Ok(Some(row)));
                }
                Poll::Ready(Some(Ok(Step::End(done)))) => self.end = Some(done),
                Poll::Ready(None) => break Ended::Over,
                Poll::Ready(Some(Err(error))) => break Ended::Failed(error),
                Poll::Pending if self.alarm.is_over(self.deadline, context) => {
                    break Ended::TooSlow;
                }
                Poll::Pending => return Poll::Pending,
            }
        };
        let finished = self.finish(ended).map_err(|failure| self.fail(failure));
        Poll::Ready(finished.map(|()| None))
    }

    /// Closes the books on the statement.
    fn finish(&mut self, ended: Ended) -> std::result::Result<(), Failure> {
        self.state.end_statement();
        let failure = match ended {
            Ended::Over if self.end.is_some() => {
                self.log.end(None);
                return Ok(());
            }
            Ended::Over => incomplete(),
            Ended::Failed(error) => classify(error),
            Ended::TooSlow => {
                self.interrupt.now();
                too_slow()
            }
        };
        self.log.end(Some(failure.error.kind()));
        Err(failure)
    }

    /// Notes what a failure does to the connection and to its transaction.
    fn fail(&mut self, failure: Failure) -> Error {
        self.state.fail(&failure);
        failure.error
    }
}

/// How a statement came to its end.
enum Ended {
    /// There is nothing more.
    Over,
    Failed(sqlx::Error),
    TooSlow,
}

impl Drop for Running<'_> {
    /// Nobody waits for the statement any more: what is done in this process is stopped.
    fn drop(&mut self) {
        if !self.state.is_sound() {
            self.interrupt.now();
        }
    }
}

impl fmt::Debug for Rows<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rows")
    }
}

fn incomplete() -> Failure {
    let message = "the driver ended the result before the database did; run the statement again";
    Failure::new(Error::new(ErrorKind::Incomplete, message), Reach::Connection)
}

pub(super) fn too_slow() -> Failure {
    let message = "the statement took longer than the deadline of `Db::builder`";
    Failure::new(Error::new(ErrorKind::StatementTimeout, message), Reach::Connection)
}

/// The record of a statement: its text, how long it took, how it ended. Never a value.
#[derive(Default)]
struct Log {
    #[cfg(feature = "tracing")]
    started: Option<(String, Instant)>,
}

impl Log {
    #[cfg(feature = "tracing")]
    fn start(sql: &Sql) -> Self {
        let wanted = tracing::enabled!(target: "model_runtime::sql", tracing::Level::DEBUG);
        let started = wanted.then(|| (sql.as_str().to_owned(), Instant::now()));
        Self { started }
    }

    #[cfg(feature = "tracing")]
    fn end(&mut self, failure: Option<ErrorKind>) {
        if let Some((sql, started)) = self.started.take() {
            let micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
            tracing::debug!(target: "model_runtime::sql", sql, micros, ?failure);
        }
    }

    #[cfg(not(feature = "tracing"))]
    fn start(_: &Sql) -> Self {
        Self {}
    }

    #[cfg(not(feature = "tracing"))]
    fn end(&mut self, _: Option<ErrorKind>) {}
}
