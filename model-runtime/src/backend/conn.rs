//! A connection, and how statements are run on it.

use std::fmt;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::time::{Instant, timeout};

use crate::backend::alarm::Alarm;
use crate::backend::driver::Driver;
use crate::backend::error::classify;
use crate::backend::pool::{FAREWELL_LIMIT, Leased, Link, Patience};
use crate::backend::rows::{Running, too_slow};
use crate::backend::state::{Failure, State};
use crate::backend::{Args, BoxFuture, Db, Done, Given, Rows, Sql, boxed};
use crate::dialect::Dialect;
use crate::error::{Error, ErrorKind, Result};
use crate::value::Source;

/// A connection of the pool, to run several statements on; see [`Db::acquire`].
///
/// Dropping it gives it back. One whose statement was dropped before its end is closed instead, and
/// an open transaction is rolled back.
pub struct Conn {
    db: Db,
    /// `None` only while it is being dropped or replaced.
    leased: Option<Leased>,
    state: State,
    /// Its own rollback is being done; there is no second try.
    parting: bool,
}

/// The parts of a connection that a statement needs.
pub(super) struct Parts<'c> {
    pub(super) driver: &'c mut Driver,
    pub(super) state: &'c mut State,
    pub(super) alarm: &'c mut Alarm,
}

/// Takes the rows of a statement, one by one.
pub(crate) type Sink<'s> = dyn FnMut(&dyn Source) -> Result<()> + Send + 's;

impl Conn {
    pub(super) fn new(db: Db, leased: Leased) -> Self {
        Self { db, leased: Some(leased), state: State::new(), parting: false }
    }

    pub(crate) fn db(&self) -> &Db {
        &self.db
    }

    /// Returns the language that is spoken on it.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.db.dialect()
    }

    /// Tells whether a transaction is open.
    #[must_use]
    pub fn is_in_transaction(&self) -> bool {
        self.state.depth() > 0
    }

    pub(super) fn deadline(&self) -> Duration {
        self.db.pool().settings.deadline
    }

    pub(super) fn state(&mut self) -> &mut State {
        &mut self.state
    }

    /// Runs a statement to its end and hands each row to `sink`.
    ///
    /// After an error of the sink no further rows are handed to it, but the statement still comes to
    /// its end: the connection, and a transaction, can be used afterwards.
    ///
    /// # Errors
    ///
    /// What the database reports, `Incomplete`, `StatementTimeout`, `TxAborted` after an earlier error
    /// of the transaction, or the first error of the sink.
    pub(crate) fn run<'a>(
        &'a mut self,
        sql: impl Into<Sql>,
        given: impl Into<Given<'a>>,
        sink: &'a mut Sink<'_>,
    ) -> impl Future<Output = Result<Done>> {
        self.drive(sql.into(), given.into(), sink)
    }

    /// Runs a statement whose rows, if any, are of no interest.
    ///
    /// # Errors
    ///
    /// See [`Conn::run`].
    #[cfg(test)]
    pub(crate) async fn execute(&mut self, sql: impl Into<Sql>, args: Args) -> Result<Done> {
        self.drive(sql.into(), args.into(), &mut |_| Ok(())).await
    }

    /// Starts a statement whose rows are taken one by one.
    pub(crate) fn rows(&mut self, sql: impl Into<Sql>, args: Args) -> Rows<'_> {
        Rows::new(self, sql.into(), args)
    }

    async fn drive(&mut self, sql: Sql, given: Given<'_>, sink: &mut Sink<'_>) -> Result<Done> {
        self.make_ready().await?;
        // PostgreSQL repeats "cached plan must not change result type" for ever on a connection. Where
        // no transaction is lost with it, the plans are dropped and the statement is run once more.
        let spare =
            (self.dialect() == Dialect::Postgres && !self.state.is_open()).then(|| given.clone());
        let args = given.write(self.dialect())?;
        // Lent to the future that drains it, which would else hold it a second time.
        let mut running = Running::start(self, sql.clone(), args)?;
        let answer = running.drain(sink).await;
        drop(running);
        match spare {
            Some(given) if answer.is_err() && self.state.stale_plans => {
                boxed(self.drive_again(sql, given, sink)).await
            }
            _ => answer,
        }
    }

    async fn drive_again(
        &mut self,
        sql: Sql,
        given: Given<'_>,
        sink: &mut Sink<'_>,
    ) -> Result<Done> {
        self.make_ready().await?;
        let args = given.write(self.dialect())?;
        Running::start(self, sql, args)?.drain(sink).await
    }

    /// Brings the connection into a state in which a statement can be run.
    ///
    /// # Errors
    ///
    /// `TxAborted` where the transaction can not go on, `ConnectionLost` where the connection was
    /// closed and no other could be made.
    pub(super) async fn make_ready(&mut self) -> Result<()> {
        if self.is_ready() {
            return Ok(());
        }
        // Boxed, as it is rarely needed, and would make every statement's future as large as its own.
        boxed(self.recover()).await
    }

    fn is_ready(&self) -> bool {
        let is_cache_full =
            self.leased.as_ref().is_some_and(|leased| leased.link.driver.is_cache_full());
        self.state.is_ready() && !is_cache_full
    }

    async fn recover(&mut self) -> Result<()> {
        if !self.state.is_sound() && self.state.depth() == 0 {
            self.replace().await?;
        }
        if self.state.pending().is_some() {
            self.settle().await?;
        }
        self.state.check()?;
        let Parts { driver, state, .. } = self.parts();
        if state.stale_plans || driver.is_cache_full() {
            self.drop_cached_statements().await?;
        }
        Ok(())
    }

    /// Puts another connection in the place of one that must not be used again.
    async fn replace(&mut self) -> Result<()> {
        let deadline = Instant::now() + self.db.pool().settings.acquire_timeout;
        let link = self.db.pool().connect(deadline, Patience::Later).await?;
        self.state = State::new();
        if let Some(leased) = &mut self.leased {
            let broken = std::mem::replace(&mut leased.link, link);
            broken.driver.interrupt().now();
            broken.driver.close(false, FAREWELL_LIMIT).await;
        }
        Ok(())
    }

    async fn drop_cached_statements(&mut self) -> Result<()> {
        let limit = self.deadline();
        let Parts { driver, state, .. } = self.parts();
        state.begin_statement();
        let failure = match timeout(limit, driver.clear_cache()).await {
            Ok(Ok(())) => {
                state.end_statement();
                state.stale_plans = false;
                return Ok(());
            }
            Ok(Err(error)) => classify(error),
            Err(_) => too_slow(),
        };
        state.end_statement();
        state.fail(&failure);
        Err(failure.error)
    }

    /// Runs statements without values and rows, such as BEGIN or a CREATE TABLE.
    pub(super) async fn batch(&mut self, sql: impl Into<Sql>) -> std::result::Result<(), Failure> {
        Running::batch(self, sql.into()).reach_end(&mut |_| ()).await
    }

    /// Refuses what the server, or the driver, would answer badly.
    pub(super) fn check_limits(&self, sql: &Sql, args: &Args) -> Result<()> {
        match self.dialect() {
            Dialect::Sqlite => same_number(wanted(sql), args.len()),
            Dialect::Postgres | Dialect::MySql if args.len() > usize::from(u16::MAX) => {
                Err(Error::new(ErrorKind::TooLong, "a statement takes at most 65535 values"))
            }
            Dialect::MySql => {
                within_packet(self.db.max_packet(), sql.as_str().len() + args.weight())
            }
            Dialect::Postgres => Ok(()),
        }
    }

    /// Ends the farewell: a connection that is rolled back can be used again.
    fn part(mut self, rolled_back: bool) {
        self.parting = !rolled_back;
    }

    /// Returns the parts that are borrowed apart.
    pub(super) fn parts(&mut self) -> Parts<'_> {
        let leased = self.leased.as_mut().expect("the connection is there until it is dropped");
        let Link { driver, alarm, .. } = &mut leased.link;
        Parts { driver, state: &mut self.state, alarm }
    }
}

/// SQLite takes missing values for NULL and ignores those that are too many.
fn same_number(wanted: usize, given: usize) -> Result<()> {
    if wanted == given {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::InvalidValue,
        format!("the statement has {wanted} placeholders and was given {given} values"),
    ))
}

/// The server would break the connection. Each value has up to 20 bytes of its own on the line.
fn within_packet(limit: Option<usize>, bytes: usize) -> Result<()> {
    match limit {
        Some(limit) if bytes.saturating_add(1024) > limit => Err(Error::new(
            ErrorKind::TooLong,
            format!(
                "the statement has {bytes} bytes; the server's `max_allowed_packet` is {limit}"
            ),
        )),
        _ => Ok(()),
    }
}

/// Returns how many values a statement asks for.
fn wanted(sql: &Sql) -> usize {
    match sql {
        Sql::Rendered(text) | Sql::Gathered(text) => text.placeholders,
        Sql::Static(_) | Sql::Owned(_) => placeholders(sql.as_str()),
    }
}

/// The bytes at which a quoted text, a quoted name or a comment may begin.
const OPENS: [bool; 256] = {
    let mut opens = [false; 256];
    let mut at = 0;
    while at < b"'\"`[-/".len() {
        opens[b"'\"`[-/"[at] as usize] = true;
        at += 1;
    }
    opens
};

fn marks(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'?').count()
}

/// Counts the `?` that stand outside of quotes and comments.
fn placeholders(sql: &str) -> usize {
    let mut bytes = sql.as_bytes();
    let mut count = 0;
    // Most of a long text is neither quoted nor a comment, and is counted in one go.
    while let Some(at) = bytes.iter().position(|byte| OPENS[usize::from(*byte)]) {
        let (plain, rest) = (&bytes[..at], &bytes[at + 1..]);
        count += marks(plain);
        let skipped = match bytes[at] {
            b'[' => past(rest, b"]"),
            b'-' if rest.starts_with(b"-") => past(rest, b"\n"),
            b'/' if rest.starts_with(b"*") => 1 + past(&rest[1..], b"*/"),
            b'-' | b'/' => 0,
            quote => past(rest, &[quote]),
        };
        bytes = &rest[skipped..];
    }
    count + marks(bytes)
}

/// Returns how many bytes to skip to stand behind `end`. A doubled quote is two quoted texts.
fn past(bytes: &[u8], end: &[u8]) -> usize {
    bytes
        .windows(end.len())
        .position(|window| window == end)
        .map_or(bytes.len(), |at| at + end.len())
}

impl Drop for Conn {
    fn drop(&mut self) {
        let Some(leased) = self.leased.take() else { return };
        let pool = self.db.pool();
        if !self.state.is_sound() || self.parting {
            return pool.retire(leased, false);
        }
        if !self.state.is_open() {
            return pool.give_back(leased);
        }
        // Without a runtime nobody can send the ROLLBACK; closing the connection has its effect.
        let Ok(runtime) = Handle::try_current() else { return };
        let mut state = std::mem::replace(&mut self.state, State::new());
        state.abandon(1);
        let mut conn = Self { db: self.db.clone(), leased: Some(leased), state, parting: true };
        let farewell: BoxFuture<'static, ()> = Box::pin(async move {
            // A runtime that ends drops this future, and the connection with it.
            let settled = timeout(FAREWELL_LIMIT, conn.settle()).await;
            conn.part(settled.is_ok());
        });
        runtime.spawn(farewell);
    }
}

impl fmt::Debug for Conn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Conn")
            .field("database", &self.db.pool().target)
            .field("level", &self.state.depth())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_counted_outside_of_quotes_and_comments() {
        assert_eq!(placeholders("select ? where a = ? -- ?\n and b = ?"), 3);
        assert_eq!(
            placeholders("select '?', 'it''s ?', \"?\", `?``?`, [?] /* ? */ where a = ?"),
            1
        );
        assert_eq!(placeholders("select '?"), 0);
        assert_eq!(placeholders("-"), 0);
        assert_eq!(placeholders("/*/ ? */ ?"), 1);
        assert_eq!(placeholders(""), 0);
    }
}
