//! Transactions on a connection: level 1 is a transaction, each further level a savepoint.

use crate::backend::state::{Failure, Reach};
use crate::backend::{Conn, Isolation, Sql, TransactionOptions};
use crate::dialect::Dialect;
use crate::error::{Error, ErrorKind, Result};

impl Conn {
    /// Enters a level and returns its number.
    pub(super) async fn enter(&mut self, options: TransactionOptions) -> Result<u32> {
        self.make_ready().await?;
        let level = self.state().depth() + 1;
        let sql = match level {
            1 => Sql::Static(begin(self.dialect(), options)),
            _ => Sql::Owned(format!("SAVEPOINT s{level}")),
        };
        if let Err(failure) = self.batch(sql).await {
            self.state().fail(&failure);
            if level == 1 && self.dialect() == Dialect::Sqlite && options.is_read_only() {
                // The setting of the connection may have been made.
                self.state().break_off();
            }
            return Err(failure.error);
        }
        self.state().enter();
        if level == 1 {
            self.state().query_only = self.dialect() == Dialect::Sqlite && options.is_read_only();
        }
        Ok(level)
    }

    /// Commits a level; where that is impossible the level is rolled back and the answer says why.
    pub(super) async fn commit_level(&mut self, level: u32) -> Result<()> {
        self.abandon(level + 1);
        let sound = match self.state().check() {
            Ok(()) => self.settle().await,
            poisoned => poisoned,
        };
        if let Err(error) = sound {
            self.rollback_level(level).await;
            return Err(error);
        }
        let sql = match (level, self.state().query_only) {
            (1, false) => Sql::Static("COMMIT"),
            (1, true) => Sql::Static("COMMIT; PRAGMA query_only = 0"),
            _ => Sql::Owned(format!("RELEASE SAVEPOINT s{level}")),
        };
        match self.batch(sql).await {
            Ok(()) => {
                self.state().leave(level);
                Ok(())
            }
            Err(failure) => Err(self.commit_failed(level, failure).await),
        }
    }

    async fn commit_failed(&mut self, level: u32, failure: Failure) -> Error {
        let unknown = level == 1 && failure.reach == Reach::Connection;
        self.state().fail(&failure);
        self.rollback_level(level).await;
        if !unknown {
            return failure.error;
        }
        let message =
            "the connection broke during the commit; look whether it happened before trying again";
        Error::new(ErrorKind::CommitUnknown, message).with_cause(failure.error)
    }

    /// Rolls a level back. It can not fail: where the server does not answer, the connection is closed,
    /// and with it everything is rolled back.
    pub(super) async fn rollback_level(&mut self, level: u32) {
        self.abandon(level);
        // A savepoint that can not be rolled back leaves the outer levels poisoned, which tell it.
        let _ = self.settle().await;
    }

    /// Notes that a level's handle is gone: the level is rolled back before anything else is run.
    pub(super) fn abandon(&mut self, level: u32) {
        self.state().abandon(level);
    }

    /// Rolls back the level whose handle is gone, if there is one.
    pub(super) async fn settle(&mut self) -> Result<()> {
        let Some(level) = self.state().pending() else { return Ok(()) };
        if !self.state().is_sound() {
            // The connection is closed before its next use, which has the same effect.
            if level == 1 {
                self.state().settled();
            }
            return Ok(());
        }
        let sql = match (level, self.state().query_only) {
            (1, false) => Sql::Static("ROLLBACK"),
            (1, true) => Sql::Static("ROLLBACK; PRAGMA query_only = 0"),
            _ => Sql::Owned(format!("ROLLBACK TO SAVEPOINT s{level}; RELEASE SAVEPOINT s{level}")),
        };
        let answer = self.batch(sql).await;
        self.state().settled();
        match (answer, level) {
            (Ok(()), _) => Ok(()),
            // The database had ended the transaction by itself, or is gone. Either way nothing is
            // stored; the connection is not trusted any more.
            (Err(_), 1) => {
                self.state().break_off();
                Ok(())
            }
            // The savepoint is gone, and so is the transaction around it.
            (Err(mut failure), _) => {
                failure.reach = failure.reach.max(Reach::Transaction);
                self.state().fail(&failure);
                self.state().check()
            }
        }
    }
}

fn begin(dialect: Dialect, options: TransactionOptions) -> &'static str {
    match dialect {
        // A plain BEGIN takes the write lock when it is too late to wait for it.
        Dialect::Sqlite if options.is_read_only() => "PRAGMA query_only = 1; BEGIN",
        Dialect::Sqlite => "BEGIN IMMEDIATE",
        Dialect::Postgres => begin_postgres(options.level(), options.is_read_only()),
        Dialect::MySql => begin_mysql(options.level(), options.is_read_only()),
    }
}

fn begin_postgres(isolation: Option<Isolation>, read_only: bool) -> &'static str {
    match (isolation, read_only) {
        (None, false) => "BEGIN",
        (None, true) => "BEGIN READ ONLY",
        (Some(Isolation::ReadCommitted), false) => "BEGIN ISOLATION LEVEL READ COMMITTED",
        (Some(Isolation::ReadCommitted), true) => "BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY",
        (Some(Isolation::RepeatableRead), false) => "BEGIN ISOLATION LEVEL REPEATABLE READ",
        (Some(Isolation::RepeatableRead), true) => {
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        }
        (Some(Isolation::Serializable), false) => "BEGIN ISOLATION LEVEL SERIALIZABLE",
        (Some(Isolation::Serializable), true) => "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY",
    }
}

/// The isolation of MySQL's next transaction is set before it starts.
fn begin_mysql(isolation: Option<Isolation>, read_only: bool) -> &'static str {
    match (isolation, read_only) {
        (None, false) => "START TRANSACTION",
        (None, true) => "START TRANSACTION READ ONLY",
        (Some(Isolation::ReadCommitted), false) => {
            "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; START TRANSACTION"
        }
        (Some(Isolation::ReadCommitted), true) => {
            "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; START TRANSACTION READ ONLY"
        }
        (Some(Isolation::RepeatableRead), false) => {
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; START TRANSACTION"
        }
        (Some(Isolation::RepeatableRead), true) => {
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; START TRANSACTION READ ONLY"
        }
        (Some(Isolation::Serializable), false) => {
            "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; START TRANSACTION"
        }
        (Some(Isolation::Serializable), true) => {
            "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; START TRANSACTION READ ONLY"
        }
    }
}
