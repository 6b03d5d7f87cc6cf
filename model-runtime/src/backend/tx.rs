//! A transaction in hand.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::backend::executor::Held;
use crate::backend::{Conn, Db, TransactionOptions};
use crate::error::Result;

/// A transaction, or a savepoint within one. Dropped without [`commit`](Self::commit), it is rolled back.
///
/// An error from the database ends the transaction on every database alike: further statements, and
/// the commit, answer `TxAborted`. To go on after an error that is expected, run the statement in a
/// savepoint: `let mut inner = tx.begin().await?`.
#[must_use = "a transaction that is dropped is rolled back"]
pub struct Tx<'a> {
    /// `None` only while it is being dropped.
    held: Option<Held<'a>>,
    /// 0 after the end.
    level: u32,
    home: Option<Home>,
}

/// Where the connection of a transaction goes when its handle is dropped inside of a closure.
#[derive(Clone, Default)]
pub(super) struct Home(Arc<Mutex<Option<Conn>>>);

impl Home {
    pub(super) fn take(&self) -> Option<Conn> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn put(&self, conn: Conn) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(conn);
    }
}

impl Db {
    /// Begins a transaction.
    ///
    /// On SQLite it takes the write lock at once, so that it never fails half way.
    ///
    /// # Errors
    ///
    /// `PoolTimeout`, `ConnectionLost`, or `Busy` where another connection keeps writing.
    pub async fn begin(&self) -> Result<Tx<'static>> {
        self.begin_with(TransactionOptions::new()).await
    }

    /// Begins a transaction with options.
    ///
    /// # Errors
    ///
    /// As of [`Db::begin`].
    pub async fn begin_with(&self, options: TransactionOptions) -> Result<Tx<'static>> {
        let mut conn = self.acquire().await?;
        let level = conn.enter(options).await?;
        Ok(Tx { held: Some(Held::Owned(conn)), level, home: None })
    }
}

impl Conn {
    /// Begins a transaction on this connection.
    ///
    /// # Errors
    ///
    /// As of [`Db::begin`].
    pub async fn begin(&mut self) -> Result<Tx<'_>> {
        let level = self.enter(TransactionOptions::new()).await?;
        Ok(Tx { held: Some(Held::Borrowed(self)), level, home: None })
    }
}

impl Tx<'_> {
    /// Begins a savepoint: what is done within it can be rolled back alone.
    ///
    /// # Errors
    ///
    /// `TxAborted` after an earlier error of the transaction.
    pub async fn begin(&mut self) -> Result<Tx<'_>> {
        let conn = self.conn();
        let level = conn.enter(TransactionOptions::new()).await?;
        Ok(Tx { held: Some(Held::Borrowed(conn)), level, home: None })
    }

    /// Commits. After an earlier error it rolls back instead and answers `TxAborted`.
    ///
    /// # Errors
    ///
    /// What a deferred constraint reports; `TxAborted`; `CommitUnknown` where the connection broke
    /// before the answer came.
    pub async fn commit(mut self) -> Result<()> {
        let level = self.level;
        let answer = self.conn().commit_level(level).await;
        self.level = 0;
        answer
    }

    /// Rolls back.
    ///
    /// # Errors
    ///
    /// None at present: where the server does not answer, the connection is closed, which rolls back.
    pub async fn rollback(mut self) -> Result<()> {
        let level = self.level;
        self.conn().rollback_level(level).await;
        self.level = 0;
        Ok(())
    }

    /// Returns the connection at the level of this handle: savepoints within it that were forgotten
    /// are rolled back.
    pub(crate) fn conn(&mut self) -> &mut Conn {
        let level = self.level;
        let held = self.held.as_mut().expect("the connection is there until the handle is dropped");
        let conn = held.get_mut();
        conn.abandon(level + 1);
        conn
    }

    pub(super) fn with_home(mut self, home: Home) -> Self {
        self.home = Some(home);
        self
    }
}

impl Drop for Tx<'_> {
    fn drop(&mut self) {
        match (self.held.take(), self.home.take()) {
            (Some(Held::Owned(conn)), Some(home)) => home.put(conn),
            (Some(Held::Borrowed(conn)), _) => conn.abandon(self.level),
            // A connection of one's own rolls back by itself when it is dropped.
            (Some(Held::Owned(_)) | None, _) => {}
        }
    }
}

impl fmt::Debug for Tx<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tx").field("level", &self.level).finish_non_exhaustive()
    }
}
