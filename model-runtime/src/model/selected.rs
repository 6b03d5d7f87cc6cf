//! Queries of some values instead of whole records.

use std::fmt;
use std::marker::PhantomData;

use crate::dialect::{self, Dialect, Statement};
use crate::error::{Error, ErrorKind, Result};
use crate::model::{Group, IntoOrder, IntoPredicate, Of, Predicate, Row, Selectable};
use crate::query::{Columns, Expr, Selection};

/// A query of some values of the records of `M`, or of groups of them, each row a `T`.
///
/// It is built by chaining and run by a terminal such as [`all`](Self::all); nothing is sent before.
#[must_use = "a query does nothing until a terminal such as `.all(&db)` runs it"]
pub struct Selected<M, T> {
    pub(crate) selection: Selection,
    pub(crate) read: fn(&Row<'_>) -> Result<T>,
    of: Of<M>,
}

/// A part of the records is not what a database groups.
const CUT: &str = "a limit or an offset of records can not be aggregated; give it after `select`, where \
                   it is of groups";

/// Tells whether a query had a limit or an offset before anything was selected.
fn is_cut(selection: &Selection) -> bool {
    selection.select.limit.is_some() || selection.select.offset.is_some()
}

impl<M, T> Selected<M, T> {
    pub(crate) fn new<S: Selectable<M, Out = T>>(mut selection: Selection, what: S) -> Self {
        what.add_to(&mut selection.items);
        if selection.select.distinct || selection.is_grouped() {
            selection.select.forget_own_order();
        }
        if selection.is_grouped() && is_cut(&selection) {
            selection.items.push(Expr::invalid(&Error::new(ErrorKind::Unsupported, CUT)));
        }
        Self { selection, read: |row| S::read(row, 0), of: PhantomData }
    }

    /// Reads the values of the records that meet the condition as well as those before, whether they are
    /// grouped or not; `None` keeps all.
    pub fn filter(mut self, predicate: impl IntoPredicate<M>) -> Self {
        if let Some(condition) = predicate.into_predicate().map(Predicate::into_expr) {
            condition.add_to(&mut self.selection.select.filter);
        }
        self
    }

    /// Sorts by a key, or several, after those that were given before; of groups by what their records
    /// have in common, and by aggregates.
    pub fn order_by(mut self, key: impl IntoOrder<Group<M>>) -> Self {
        self.selection.select.sort_by(|keys| key.add_to(keys));
        self
    }

    /// Reads at most so many rows.
    pub fn limit(mut self, limit: u64) -> Self {
        self.selection.select.limit = Some(limit);
        self
    }

    /// Leaves out so many rows first. Order the query, or which ones is up to the database.
    pub fn offset(mut self, offset: u64) -> Self {
        self.selection.select.offset = Some(offset);
        self
    }

    /// Reads equal rows once. They can be sorted by what is selected only.
    pub fn distinct(mut self) -> Self {
        self.selection.select.distinct = true;
        self.selection.select.forget_own_order();
        self
    }

    /// Renders the query in a dialect; needs no database.
    #[must_use]
    pub fn to_sql(&self, dialect: Dialect) -> Statement {
        dialect::selection(dialect, &self.selection)
    }

    /// Renders what [`count`](Self::count) runs.
    #[must_use]
    pub fn count_to_sql(&self, dialect: Dialect) -> Statement {
        dialect::selection(dialect, &self.reading(Columns::Count))
    }

    /// Renders what [`exists`](Self::exists) runs.
    #[must_use]
    pub fn exists_to_sql(&self, dialect: Dialect) -> Statement {
        dialect::selection(dialect, &self.reading(Columns::Exists))
    }

    /// The same query for another purpose than its rows.
    fn reading(&self, columns: Columns) -> Selection {
        let mut selection = self.selection.clone();
        selection.select.columns = columns;
        selection
    }
}

impl<M, T> Clone for Selected<M, T> {
    fn clone(&self) -> Self {
        Self { selection: self.selection.clone(), read: self.read, of: PhantomData }
    }
}

impl<M, T> fmt::Debug for Selected<M, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Selected").field("selection", &self.selection).finish_non_exhaustive()
    }
}
