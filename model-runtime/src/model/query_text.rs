//! The SQL of a query, without a database.

use crate::dialect::{self, Dialect, Statement};
use crate::model::{Loads, Query, Table, write};
use crate::query::Columns;

impl<M, L> Query<M, L> {
    /// Renders the query of the records themselves in a dialect; needs no database.
    ///
    /// Where SQLite is to find many rows it is sent within another query, which gathers them.
    #[must_use]
    pub fn to_sql(&self, dialect: Dialect) -> Statement {
        dialect::select(dialect, &self.asked.select)
    }

    /// Renders all statements of the query: that of the records themselves, then one for each relation
    /// that is loaded along. The keys of the records, which are not known before, stand there as one.
    #[must_use]
    pub fn statements(&self, dialect: Dialect) -> Vec<Statement>
    where
        L: Loads<M>,
    {
        let mut list = vec![self.to_sql(dialect)];
        for plan in &self.asked.loads {
            plan.statements(dialect, &mut list);
        }
        list
    }

    /// Renders what [`count`](Self::count) runs.
    #[must_use]
    pub fn count_to_sql(&self, dialect: Dialect) -> Statement {
        dialect::select(dialect, &self.asked.reading(Columns::Count))
    }

    /// Renders what [`exists`](Self::exists) runs.
    #[must_use]
    pub fn exists_to_sql(&self, dialect: Dialect) -> Statement {
        dialect::select(dialect, &self.asked.reading(Columns::Exists))
    }

    /// Renders what [`delete`](Self::delete) runs.
    #[must_use]
    pub fn delete_to_sql(&self, dialect: Dialect) -> Statement
    where
        M: Table,
    {
        match write::bulk_delete(&self.asked.select, self.asked.everything) {
            Ok(delete) => dialect::delete(dialect, &delete),
            Err(error) => Statement::refused(error),
        }
    }
}
