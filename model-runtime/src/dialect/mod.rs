//! Floor 4: data → SQL text, in pure functions.
//!
//! Shared rendering is written once, in `dml` and `ddl`; a dialect's own file lists differences only.
//! All text goes through [`SqlWriter`], whose doors are a literal, a quoted name and a bind.

mod capability;
mod ddl;
mod dml;
mod expr;
mod memo;
mod mysql;
mod postgres;
mod rendered;
mod spelling;
mod sqlite;
mod table;
mod text;
mod writer;

#[cfg(test)]
mod tests;

pub use capability::Capabilities;
pub use ddl::{Ddl, LateForeignKey, create_schema, create_table, drop_schema};
#[cfg(feature = "sqlite")]
pub(crate) use dml::{GATHER, TAKE, gathered};
pub use dml::{
    advance_key, delete, foreign_keys, insert, recursive, refers, related, select, selection,
    update,
};
pub(crate) use rendered::{Answer, Origin, Rendered};
pub use writer::{SqlWriter, Statement};

use spelling::Spelling;

/// Asks for the plan of a statement instead of running it; the answer is the database's own text.
pub(crate) fn explain(dialect: Dialect, statement: Statement) -> Statement {
    statement.explained(dialect.spelling().explain())
}

/// A language of SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
    /// MySQL and MariaDB.
    MySql,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: [Self; 3] = [Self::Sqlite, Self::Postgres, Self::MySql];

    /// Returns the name of the database, as in `PostgreSQL`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
            Self::MySql => "MySQL",
        }
    }

    /// Returns what it can do.
    #[must_use]
    pub const fn capabilities(self) -> &'static Capabilities {
        match self {
            Self::Sqlite => &sqlite::CAPABILITIES,
            Self::Postgres => &postgres::CAPABILITIES,
            Self::MySql => &mysql::CAPABILITIES,
        }
    }

    /// Returns how it says what the dialects say differently.
    const fn spelling(self) -> &'static dyn Spelling {
        match self {
            Self::Sqlite => &sqlite::Sqlite,
            Self::Postgres => &postgres::Postgres,
            Self::MySql => &mysql::MySql,
        }
    }
}
