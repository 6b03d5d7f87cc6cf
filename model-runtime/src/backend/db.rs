//! A database: a pool of connections that are made when they are needed.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::Duration;

use crate::backend::builder::Settings;
use crate::backend::pool::Pool;
use crate::backend::url::Target;
use crate::backend::{Conn, DbBuilder, TransactionOptions, Tx};
use crate::dialect::Dialect;
use crate::error::{Error, ErrorKind, Result};

/// A database. Clones are handles to the same connections.
#[derive(Clone)]
pub struct Db(Arc<Pool>);

impl Db {
    /// Connects to a database.
    ///
    /// The URL is `sqlite:app.db` (the file is made if missing), `sqlite::memory:`,
    /// `postgres://user:password@host/database` or `mysql://user:password@host/database`, which
    /// `mariadb://` is another name for.
    ///
    /// # Errors
    ///
    /// See [`DbBuilder::connect`].
    pub async fn connect(url: &str) -> Result<Self> {
        Self::builder(url).connect().await
    }

    /// Connects to the database whose URL is in the environment variable `DATABASE_URL`.
    ///
    /// # Errors
    ///
    /// `Config` where it is not set, and those of [`Db::connect`].
    pub async fn from_env() -> Result<Self> {
        match std::env::var("DATABASE_URL") {
            Ok(url) => Self::connect(&url).await,
            Err(_) => Err(Error::new(
                ErrorKind::Config,
                "the environment variable `DATABASE_URL` is not set; set it to a URL such as `sqlite:app.db`",
            )),
        }
    }

    /// Chooses options before connecting.
    pub fn builder(url: &str) -> DbBuilder {
        DbBuilder::new(url)
    }

    pub(super) async fn open(target: Target, settings: Settings) -> Result<Self> {
        Pool::open(target, settings).await.map(Self)
    }

    /// Returns the language that is spoken there.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.0.target.dialect
    }

    /// Tells whether an INSERT can return its rows.
    pub(crate) fn insert_returning(&self) -> bool {
        self.0.settings.returning
            && self.0.server.get().is_some_and(|server| server.insert_returning)
    }

    /// Returns the most bytes of a statement with its values, where the server has a limit.
    pub(crate) fn max_packet(&self) -> Option<usize> {
        self.0.server.get().and_then(|server| server.max_packet)
    }

    /// Takes a connection from the pool, to run several statements on the same one.
    ///
    /// # Errors
    ///
    /// `PoolTimeout` where none becomes free in time, `ConnectionLost` where none can be made.
    pub async fn acquire(&self) -> Result<Conn> {
        let leased = self.0.acquire().await?;
        Ok(Conn::new(self.clone(), leased))
    }

    /// Closes all connections: refuses new work and waits for what is under way.
    ///
    /// # Errors
    ///
    /// `PoolTimeout` where some are still in use then; these are closed when they are given back.
    pub async fn close(&self, timeout: Duration) -> Result<()> {
        self.0.close(timeout).await
    }

    /// Runs a closure in a transaction: committed if it answers `Ok`, rolled back if not.
    ///
    /// `db.transaction(|mut tx| async move { … Ok(()) }).await?`
    ///
    /// # Errors
    ///
    /// The closure's, those of [`Db::begin`] and of [`Tx::commit`].
    pub async fn transaction<T, F, Fut>(&self, work: F) -> Result<T>
    where
        F: FnOnce(Tx<'static>) -> Fut,
        Fut: Future<Output = Result<T>>,
    {
        self.try_transaction(work).await
    }

    /// Runs a closure with an error of its own in a transaction; see [`Db::transaction`].
    ///
    /// # Errors
    ///
    /// The closure's, those of [`Db::begin`] and of [`Tx::commit`].
    pub async fn try_transaction<T, E, F, Fut>(&self, work: F) -> Result<T, E>
    where
        E: From<Error>,
        F: FnOnce(Tx<'static>) -> Fut,
        Fut: Future<Output = Result<T, E>>,
    {
        self.attempt(TransactionOptions::new(), work).await
    }

    /// Runs a closure in a transaction with options; with [`retry`](TransactionOptions::retry) it may
    /// run several times.
    ///
    /// # Errors
    ///
    /// As of [`Db::transaction`], after the last try.
    pub async fn transaction_with<T, F, Fut>(
        &self,
        options: TransactionOptions,
        work: F,
    ) -> Result<T>
    where
        F: Fn(Tx<'static>) -> Fut,
        Fut: Future<Output = Result<T>>,
    {
        let mut attempt = 0;
        loop {
            match self.attempt(options, &work).await {
                Err(error) if error.is_retryable() && attempt < options.retries() => {
                    self.pause(attempt).await;
                    attempt += 1;
                }
                answer => return answer,
            }
        }
    }

    pub(super) fn pool(&self) -> &Arc<Pool> {
        &self.0
    }

    /// Waits a moment before a transaction is tried again, by chance, so that those that collided do
    /// not collide again.
    pub(crate) async fn pause(&self, attempt: u32) {
        let most = 10_u64 << attempt.min(6);
        let chance = RandomState::new().hash_one(attempt) % most;
        tokio::time::sleep(Duration::from_millis(1 + chance)).await;
    }
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Db").field(&self.0.target).finish()
    }
}
