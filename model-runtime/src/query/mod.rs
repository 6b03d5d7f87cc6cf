//! Floor 3: SELECT, INSERT, UPDATE and DELETE as plain data.
//!
//! A statement is built without knowing a dialect or a database; [`dialect`](crate::dialect) turns it
//! into text. Columns are named within a *scope*: the statement's own table, or the related table
//! inside a [`Expr::Related`], so that one predicate means the same wherever it is put.

mod aggregate;
mod expr;
mod recursive;
mod reference;
mod related;
mod selection;
mod step;

pub use aggregate::{Aggregate, Function};
pub use expr::{BinaryOp, Expr, Link, TextMatch};
pub use recursive::{Recursive, Toward};
pub use reference::Reference;
pub use related::{Related, Through};
pub use selection::Selection;
pub(crate) use selection::Ungrouped;
pub use step::Step;

use crate::schema::TableDef;

/// A query of rows of one table.
#[derive(Debug, Clone, PartialEq)]
pub struct Select {
    /// The table whose rows are read.
    pub table: &'static TableDef,
    /// What is read of them.
    pub columns: Columns,
    /// Which rows.
    pub filter: Option<Expr>,
    /// In which order; the empty list is none.
    pub order_by: Vec<Order>,
    /// How many sort keys at the end are a relation's own, which come after those that are asked for.
    pub own_order: usize,
    /// At most so many.
    pub limit: Option<u64>,
    /// After leaving out so many.
    pub offset: Option<u64>,
    /// Whether equal rows are read once.
    pub distinct: bool,
}

impl Select {
    /// Reads all columns of all rows.
    #[must_use]
    pub fn all(table: &'static TableDef) -> Self {
        Self {
            table,
            columns: Columns::All,
            filter: None,
            order_by: Vec::new(),
            own_order: 0,
            limit: None,
            offset: None,
            distinct: false,
        }
    }

    /// Sorts by more keys: after those that were given before, and before a relation's own.
    pub(crate) fn sort_by(&mut self, mut keys: Vec<Order>) {
        let own = self.order_by.split_off(self.order_by.len() - self.own_order);
        self.order_by.append(&mut keys);
        self.end_order(own);
    }

    /// Ends the order by a relation's own keys, but for those by which it is sorted already.
    pub(crate) fn end_order(&mut self, own: impl IntoIterator<Item = Order>) {
        let given = self.order_by.len();
        for key in own {
            if !self.order_by.iter().any(|order| order.expr == key.expr) {
                self.order_by.push(key);
            }
        }
        self.own_order = self.order_by.len() - given;
    }

    /// Forgets a relation's own order, which says nothing of groups and of distinct values.
    pub(crate) fn forget_own_order(&mut self) {
        self.order_by.truncate(self.order_by.len() - self.own_order);
        self.own_order = 0;
    }
}

/// What a query reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Columns {
    /// All columns of the table, in its order.
    All,
    /// The number of rows; with a limit, an offset or `distinct` the number of those that it would read.
    Count,
    /// Whether there is a row: one row holding a truth value.
    Exists,
}

/// A sort key.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// What is compared.
    pub expr: Expr,
    /// From high to low.
    pub descending: bool,
    /// Where NULL goes. It is the lowest value unless said otherwise: first ascending, last descending.
    pub nulls: Option<Nulls>,
}

/// Where NULL is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nulls {
    /// Before all values.
    First,
    /// After all values.
    Last,
}

/// One INSERT of several rows with the same columns; the binds are given apart, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Insert<'a> {
    /// The table.
    pub table: &'static TableDef,
    /// The ordinals of the columns that are given; none inserts a row of defaults.
    pub columns: &'a [usize],
    /// How the rows come.
    pub rows: InsertRows,
    /// Whether all columns of the inserted rows are returned.
    pub returning: bool,
}

/// How the rows of an [`Insert`] are bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InsertRows {
    /// As so many lists of values: rows × columns binds.
    Values(usize),
    /// As one array per column (PostgreSQL): columns binds; the rows keep the arrays' order.
    Arrays,
}

/// A set-based UPDATE.
#[derive(Debug, Clone, PartialEq)]
pub struct Update {
    /// The table.
    pub table: &'static TableDef,
    /// Columns and their new values.
    pub set: Vec<(&'static str, Expr)>,
    /// Which rows; `None` is every row.
    pub filter: Option<Expr>,
}

/// A set-based DELETE.
#[derive(Debug, Clone, PartialEq)]
pub struct Delete {
    /// The table.
    pub table: &'static TableDef,
    /// Which rows; `None` is every row.
    pub filter: Option<Expr>,
}
