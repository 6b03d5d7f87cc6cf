//! Transactions around a closure.

use crate::backend::tx::Home;
use crate::backend::{Db, Tx};
use crate::error::{Error, ErrorKind, Result};

/// How much concurrent transactions see of each other.
///
/// SQLite's transactions are always serializable, whatever is asked for.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Isolation {
    /// Each statement sees what was committed before it.
    ReadCommitted,
    /// All statements see what was committed before the first one.
    RepeatableRead,
    /// As if transactions ran one after the other; those that do not fit fail with `Serialization`.
    Serializable,
}

/// The options of a transaction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TransactionOptions {
    isolation: Option<Isolation>,
    read_only: bool,
    retries: u32,
}

impl TransactionOptions {
    /// Returns the database's own isolation, reading and writing, no retries.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the isolation.
    #[must_use]
    pub fn isolation(mut self, isolation: Isolation) -> Self {
        self.isolation = Some(isolation);
        self
    }

    /// Refuses writes; on SQLite such a transaction waits for no other.
    #[must_use]
    pub fn read_only(mut self) -> Self {
        self.read_only = true;
        self
    }

    /// Runs the closure up to `retries` times more where it failed for concurrent transactions:
    /// see [`Error::is_retryable`].
    #[must_use]
    pub fn retry(mut self, retries: u32) -> Self {
        self.retries = retries;
        self
    }

    pub(super) fn level(self) -> Option<Isolation> {
        self.isolation
    }

    pub(super) fn retries(self) -> u32 {
        self.retries
    }

    pub(super) fn is_read_only(self) -> bool {
        self.read_only
    }
}

impl Db {
    pub(super) async fn attempt<T, E, F, Fut>(
        &self,
        options: TransactionOptions,
        work: F,
    ) -> Result<T, E>
    where
        E: From<Error>,
        F: FnOnce(Tx<'static>) -> Fut,
        Fut: Future<Output = Result<T, E>>,
    {
        // The closure owns its handle, for a borrowed one would make the future impossible to spawn;
        // so the connection comes home when the handle is dropped.
        let home = Home::default();
        let tx = self.begin_with(options).await?.with_home(home.clone());
        let answer = work(tx).await;
        let Some(mut conn) = home.take() else { return Err(kept_handle().into()) };
        if !conn.is_in_transaction() {
            return answer;
        }
        match answer {
            Ok(value) => {
                conn.commit_level(1).await?;
                Ok(value)
            }
            Err(error) => {
                conn.rollback_level(1).await;
                Err(error)
            }
        }
    }
}

fn kept_handle() -> Error {
    Error::new(
        ErrorKind::TxAborted,
        "the closure let its transaction escape, so it was not committed; \
         use `db.begin()` for a transaction that lives longer",
    )
}
