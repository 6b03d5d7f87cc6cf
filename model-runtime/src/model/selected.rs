//! Queries of some values instead of whole records.

use std::fmt;
use std::marker::PhantomData;

use crate::backend::Executor;
use crate::dialect::{self, Dialect, Statement};
use crate::error::{Error, ErrorKind, Result};
use crate::model::blame::blame;
use crate::model::{
    BoxFuture, Group, IntoOrder, IntoPredicate, Model, Of, Predicate, Records, Row, Selectable,
    run, selected_run,
};
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
        let mut keys = Vec::new();
        key.add_to(&mut keys);
        self.selection.select.sort_by(keys);
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

impl<M: Model, T: Send + 'static> Selected<M, T> {
    /// Reads all rows of the query.
    ///
    /// # Errors
    ///
    /// What the database refuses, a sum that does not fit included; `Decode` where a value does not fit
    /// its type.
    pub fn all<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<Vec<T>>> {
        Box::pin(selected_run::fetch(executor.via(), self))
    }

    /// Reads the first row, if there is one.
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all).
    pub fn first<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<Option<T>>> {
        let via = executor.via();
        Box::pin(async move { Ok(selected_run::fetch(via, self.at_most(1)).await?.pop()) })
    }

    /// Reads the only row.
    ///
    /// # Errors
    ///
    /// `NotFound` if there is none, `TooManyRows` if there are several; else as [`all`](Self::all).
    pub fn one<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<T>> {
        let via = executor.via();
        Box::pin(async move {
            selected_run::at_most_one(via, self)
                .await?
                .ok_or_else(|| blame(M::TABLE, run::not_found()))
        })
    }

    /// Reads the only row, or `None` if there is none.
    ///
    /// # Errors
    ///
    /// `TooManyRows` if there are several; else as [`all`](Self::all).
    pub fn one_or_none<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<Option<T>>> {
        Box::pin(selected_run::at_most_one(executor.via(), self))
    }

    /// Reads the rows one by one, in bounded memory.
    ///
    /// The stream holds its connection until it ends. Dropping it early is allowed: it costs the
    /// connection, or within a transaction the transaction, as a statement was not run to its end.
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all); after an error the stream ends.
    pub fn stream<'e>(self, executor: impl Executor<'e>) -> Records<'e, T> {
        Box::pin(selected_run::stream(executor.via(), self))
    }

    /// Counts the rows of the query; groups, if it is of groups.
    ///
    /// # Errors
    ///
    /// What the database refuses.
    pub fn count<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<u64>> {
        let via = executor.via();
        let statement = self.count_to_sql(via.dialect());
        Box::pin(async move {
            Ok(selected_run::scalar(via, M::TABLE, statement, |row| row.get(0)).await?.unwrap_or(0))
        })
    }

    /// Tells whether the query has any row.
    ///
    /// # Errors
    ///
    /// What the database refuses.
    pub fn exists<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<bool>> {
        let via = executor.via();
        let statement = self.exists_to_sql(via.dialect());
        Box::pin(async move {
            Ok(selected_run::scalar(via, M::TABLE, statement, |row| row.get(0))
                .await?
                .unwrap_or(false))
        })
    }

    /// Returns how the database would run the query, in its own words.
    ///
    /// # Errors
    ///
    /// What the database refuses.
    pub fn explain<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<String>> {
        let via = executor.via();
        let statement = self.to_sql(via.dialect());
        run::explain(via, M::TABLE, statement)
    }

    pub(crate) fn at_most(mut self, limit: u64) -> Self {
        let given = &mut self.selection.select.limit;
        *given = Some(given.map_or(limit, |given| given.min(limit)));
        self
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
