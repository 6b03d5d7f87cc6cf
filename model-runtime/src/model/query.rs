//! Queries: what is asked, built step by step, run by a terminal.

use std::fmt;
use std::marker::PhantomData;

use crate::dialect::{self, Dialect, Statement};
use crate::error::Result;
use crate::model::{
    Append, Column, IntoOrder, IntoPredicate, Loads, Of, Relation, Table, Update, write,
};
use crate::query::{BinaryOp, Columns, Expr, Select};
use crate::value::Value;

/// A query of records of `M`, together with the relations `L` that are loaded along.
///
/// It is built by chaining and run by a terminal such as [`all`](Self::all); nothing is sent before.
///
/// ```
/// # use model_runtime::{prelude::*, Query};
/// # #[derive(Model)] struct User { #[primary_key] id: i64, username: String, age: i32 }
/// fn adults() -> Query<User> {
///     User::filter(User::AGE.ge(18))
/// }
///
/// let page = adults().order_by(User::USERNAME.asc()).limit(10).offset(20);
/// println!("{}", page.to_sql(Dialect::Sqlite));
/// ```
#[must_use = "a query does nothing until a terminal such as `.all(&db)` runs it"]
pub struct Query<M, L = ()> {
    pub(crate) select: Select,
    pub(crate) loads: L,
    pub(crate) everything: bool,
    of: Of<M>,
}

impl<M: Table> Query<M> {
    /// Begins a query of all records.
    pub(crate) fn new() -> Self {
        Self { select: Select::all(M::TABLE), loads: (), everything: false, of: PhantomData }
    }
}

impl<M, L> Query<M, L> {
    /// Keeps the records that meet the condition as well as those before; `None` keeps all.
    pub fn filter(mut self, predicate: impl IntoPredicate<M>) -> Self {
        if let Some(predicate) = predicate.into_predicate() {
            self.restrict(predicate.into_expr());
        }
        self
    }

    /// Keeps the records with this value in a column; called by the generated finders.
    #[doc(hidden)]
    pub fn by<T>(mut self, column: Column<M, T>, value: Result<Value>) -> Self {
        let value = match value {
            Ok(value) => Expr::Value(value),
            Err(error) => Expr::invalid(&error),
        };
        self.restrict(Expr::binary(BinaryOp::Eq, column.expr(), value));
        self
    }

    /// Adds a condition to those that are there.
    pub(crate) fn restrict(&mut self, condition: Expr) {
        condition.add_to(&mut self.select.filter);
    }

    /// Sorts by a key, or several: after those that were given before, and before the order that a
    /// relation has of its own.
    pub fn order_by(mut self, key: impl IntoOrder<M>) -> Self {
        self.select.sort_by(|keys| key.add_to(keys));
        self
    }

    /// Reads at most so many records.
    pub fn limit(mut self, limit: u64) -> Self {
        self.select.limit = Some(limit);
        self
    }

    /// Leaves out so many records first. Order the query, or which ones is up to the database.
    pub fn offset(mut self, offset: u64) -> Self {
        self.select.offset = Some(offset);
        self
    }

    /// Reads equal rows once.
    pub fn distinct(mut self) -> Self {
        self.select.distinct = true;
        self
    }

    /// Says that an update or delete without any filter is meant.
    pub fn everything(mut self) -> Self {
        self.everything = true;
        self
    }

    /// Loads related records along, with one more statement: a record then comes as a tuple of
    /// itself and what was loaded, in the order of the calls.
    pub fn with<R>(self, relation: R) -> Query<M, L::Out>
    where
        R: Relation<M>,
        L: Append<R::Load>,
    {
        Query {
            select: self.select,
            loads: self.loads.append(relation.load()),
            everything: self.everything,
            of: PhantomData,
        }
    }

    /// Begins an UPDATE of the records that the filters keep.
    pub fn update(self) -> Update<M> {
        Update::new(self.select, self.everything)
    }

    /// Renders the query of the records themselves in a dialect; needs no database.
    #[must_use]
    pub fn to_sql(&self, dialect: Dialect) -> Statement {
        dialect::select(dialect, &self.select)
    }

    /// Renders all statements of the query: that of the records themselves, then one for each relation
    /// that is loaded along. The keys of the records, which are not known before, stand there as one.
    #[must_use]
    pub fn statements(&self, dialect: Dialect) -> Vec<Statement>
    where
        L: Loads<M>,
    {
        let mut list = vec![self.to_sql(dialect)];
        self.loads.statements(dialect, &mut list);
        list
    }

    /// Renders what [`count`](Self::count) runs.
    #[must_use]
    pub fn count_to_sql(&self, dialect: Dialect) -> Statement {
        dialect::select(dialect, &self.reading(Columns::Count))
    }

    /// Renders what [`exists`](Self::exists) runs.
    #[must_use]
    pub fn exists_to_sql(&self, dialect: Dialect) -> Statement {
        dialect::select(dialect, &self.reading(Columns::Exists))
    }

    /// Renders what [`delete`](Self::delete) runs.
    #[must_use]
    pub fn delete_to_sql(&self, dialect: Dialect) -> Statement
    where
        M: Table,
    {
        match write::bulk_delete(&self.select, self.everything) {
            Ok(delete) => dialect::delete(dialect, &delete),
            Err(error) => Statement::refused(error),
        }
    }

    /// The same query for another purpose than its records.
    pub(crate) fn reading(&self, columns: Columns) -> Select {
        Select { columns, ..self.select.clone() }
    }
}

impl<M, L: Clone> Clone for Query<M, L> {
    fn clone(&self) -> Self {
        Self {
            select: self.select.clone(),
            loads: self.loads.clone(),
            everything: self.everything,
            of: PhantomData,
        }
    }
}

impl<M, L> fmt::Debug for Query<M, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query").field("select", &self.select).finish_non_exhaustive()
    }
}
