//! How to connect.

use std::fmt;
use std::time::Duration;

use crate::backend::Db;
use crate::backend::url::Target;
use crate::error::Result;

/// The options of a [`Db`]; made by [`Db::builder`].
#[must_use = "a builder does nothing until `connect`"]
#[derive(Clone)]
pub struct DbBuilder {
    url: String,
    settings: Settings,
}

/// What can be chosen, with its defaults.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    pub(super) max_connections: u32,
    pub(super) min_connections: u32,
    pub(super) acquire_timeout: Duration,
    pub(super) deadline: Duration,
    pub(super) synchronous_full: bool,
    /// Whether INSERT … RETURNING is used where the server has it.
    pub(super) returning: bool,
}

#[cfg(any(feature = "postgres", feature = "mysql"))]
impl Settings {
    /// Returns when the server ends a statement by itself: before we do, for then its answer says
    /// that nothing was changed, and the connection can be used again.
    pub(super) fn server_deadline(&self) -> Duration {
        self.deadline - self.deadline / 10
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            max_connections: 10,
            min_connections: 0,
            acquire_timeout: Duration::from_secs(30),
            deadline: Duration::from_secs(30),
            synchronous_full: false,
            returning: true,
        }
    }
}

impl DbBuilder {
    pub(super) fn new(url: &str) -> Self {
        Self { url: url.to_owned(), settings: Settings::default() }
    }

    /// Sets the most connections that are open at once: 10 unless set.
    ///
    /// An in-memory SQLite database has one connection whatever is set.
    pub fn max_connections(mut self, connections: u32) -> Self {
        self.settings.max_connections = connections.max(1);
        self
    }

    /// Sets how many connections are opened at once by `connect`: one unless set.
    pub fn min_connections(mut self, connections: u32) -> Self {
        self.settings.min_connections = connections;
        self
    }

    /// Sets how long to wait for a free connection: 30 s unless set.
    pub fn acquire_timeout(mut self, timeout: Duration) -> Self {
        self.settings.acquire_timeout = timeout;
        self
    }

    /// Sets how long a statement may take: 30 s unless set.
    ///
    /// A statement that takes longer answers `StatementTimeout`. The server stops it shortly before;
    /// where it does not answer, the connection is closed. Reading a stream is measured from row
    /// to row here; the servers' own limits count the statement as a whole.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.settings.deadline = deadline;
        self
    }

    /// Makes SQLite wait for the disk at every commit.
    ///
    /// Without it a power cut may lose the last commits; it never damages the database.
    pub fn synchronous_full(mut self) -> Self {
        self.settings.synchronous_full = true;
        self
    }

    /// Makes a MariaDB server look like MySQL, which has no INSERT … RETURNING.
    #[doc(hidden)]
    pub fn without_returning(mut self) -> Self {
        self.settings.returning = false;
        self
    }

    /// Connects.
    ///
    /// # Errors
    ///
    /// `Config` for a URL that can not be understood or a database that is compiled out,
    /// `ConnectionLost` where no server answers.
    pub async fn connect(self) -> Result<Db> {
        Db::open(Target::parse(&self.url)?, self.settings).await
    }
}

/// Says which cargo feature is missing.
#[cfg(not(all(feature = "sqlite", feature = "postgres", feature = "mysql")))]
pub(super) fn compiled_out(dialect: crate::dialect::Dialect) -> crate::error::Error {
    use crate::dialect::Dialect;
    let message = match dialect {
        Dialect::Sqlite => {
            "the program was compiled without the feature `sqlite`; add it to model-runtime's features"
        }
        Dialect::Postgres => {
            "the program was compiled without the feature `postgres`; add it to model-runtime's features"
        }
        Dialect::MySql => {
            "the program was compiled without the feature `mysql`; add it to model-runtime's features"
        }
    };
    crate::error::Error::new(crate::error::ErrorKind::Config, message)
}

impl fmt::Debug for DbBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let target = Target::parse(&self.url).ok();
        f.debug_struct("DbBuilder")
            .field("target", &target)
            .field("settings", &self.settings)
            .finish()
    }
}
