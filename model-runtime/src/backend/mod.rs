//! Floor 5: connections, rows and transactions; the only place that knows a driver.
//!
//! ```text
//! Db ── Pool ──▶ Conn ── Driver (an enum over the three) ──▶ Rows
//!  └ DbBuilder    └ State: levels, savepoints, why a transaction can not go on
//! Executor ─ via() ─▶ Via ─ lease() ─▶ Lease ─▶ Conn        Tx: a Conn at one level
//! ```
//!
//! The drivers have holes that a program can fall into; each is closed here, once:
//!
//! - A statement is driven to its end, and the end must have been seen: a result that merely stops is
//!   [`Incomplete`](crate::ErrorKind::Incomplete), never a short list.
//! - A future that is dropped leaves its statement in flight. Such a connection is closed and never
//!   used again; inside a transaction that ends the transaction.
//! - An error from the database ends the transaction, or the savepoint in which it happened, on every
//!   database alike; a commit then rolls back and says why.
//! - NULL is looked for before a value is decoded, and values are decoded here, checked.
//! - No error shows a URL, a password or a value; what the server said is kept apart.
//!
//! Without any database feature the same types exist, and connecting says which feature to add.

// Which parts are idle differs from one set of features to the next, so none can be expected.
#![cfg_attr(
    not(all(feature = "sqlite", feature = "postgres", feature = "mysql")),
    allow(dead_code, unused_imports, unused_variables, clippy::allow_attributes)
)]

mod array;
mod builder;
mod executor;
mod gather;
mod given;
mod transaction;
mod tx;
mod url;
mod wire;

#[cfg(not(feature = "driver"))]
mod absent;
#[cfg(feature = "driver")]
mod alarm;
#[cfg(feature = "driver")]
mod args;
#[cfg(feature = "driver")]
mod aside;
#[cfg(feature = "driver")]
mod conn;
#[cfg(feature = "driver")]
mod db;
#[cfg(feature = "driver")]
mod ddl;
#[cfg(feature = "driver")]
mod driver;
#[cfg(feature = "driver")]
mod error;
#[cfg(any(feature = "sqlite", feature = "mysql"))]
mod json_array;
#[cfg(feature = "driver")]
mod levels;
#[cfg(feature = "driver")]
mod pool;
#[cfg(feature = "driver")]
mod rows;
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
mod sent;
#[cfg(feature = "driver")]
mod slot;
#[cfg(feature = "driver")]
mod state;

#[cfg(feature = "mysql")]
mod mysql;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "sqlite")]
mod sqlite;

#[cfg(all(test, feature = "driver"))]
mod tests;

#[cfg(not(feature = "driver"))]
pub(crate) use absent::Args;
#[cfg(not(feature = "driver"))]
pub use absent::{Conn, Db};
#[cfg(feature = "driver")]
pub(crate) use args::Args;
pub(crate) use array::ArrayColumn;
pub use builder::DbBuilder;
#[cfg(feature = "driver")]
pub use conn::Conn;
#[cfg(feature = "driver")]
pub use db::Db;
pub use executor::{Executor, Lease, Via};
pub(crate) use gather::Gather;
pub(crate) use given::Given;
#[cfg(feature = "driver")]
pub(crate) use rows::Rows;
pub use transaction::{Isolation, TransactionOptions};
pub use tx::Tx;

use std::sync::Arc;

#[cfg(feature = "postgres")]
use crate::dialect::Origin;
use crate::dialect::Rendered;

/// A boxed future, as the generated `insert` returns it.
pub type BoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Boxes a future so that whoever waits for it is compiled without it.
fn boxed<'a, T>(future: impl Future<Output = T> + Send + 'a) -> BoxFuture<'a, T> {
    Box::pin(future)
}

/// The text of a statement: fixed in the program, or rendered by a dialect.
#[derive(Debug, Clone)]
pub(crate) enum Sql {
    /// Fixed.
    Static(&'static str),
    /// Made for this moment.
    Owned(String),
    /// Rendered by a dialect.
    Rendered(Arc<Rendered>),
    /// Rendered by a dialect; the driver gathers its rows by itself.
    Gathered(Arc<Rendered>),
}

impl Sql {
    /// Tells whether it finds one row, or none.
    #[cfg(feature = "postgres")]
    fn finds_a_row(&self) -> bool {
        match self {
            Self::Rendered(text) => {
                matches!(&text.answer, Some(answer) if matches!(answer.origin, Origin::Key(_)))
            }
            _ => false,
        }
    }

    /// Returns the text.
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Static(text) => text,
            Self::Owned(text) => text,
            Self::Rendered(text) | Self::Gathered(text) => &text.sql,
        }
    }
}

impl From<&'static str> for Sql {
    fn from(text: &'static str) -> Self {
        Self::Static(text)
    }
}

impl From<String> for Sql {
    fn from(text: String) -> Self {
        Self::Owned(text)
    }
}

impl From<Arc<Rendered>> for Sql {
    fn from(text: Arc<Rendered>) -> Self {
        Self::Rendered(text)
    }
}

/// What a statement did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Done {
    /// The rows that it changed; means something for INSERT, UPDATE and DELETE only.
    pub(crate) rows_affected: u64,
    /// The key that the database generated (the first one, of several rows on MySQL).
    pub(crate) last_insert_id: Option<u64>,
}
