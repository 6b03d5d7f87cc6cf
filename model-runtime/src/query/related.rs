//! The rows that are related to many records at once.

use crate::query::{Expr, Select};
use crate::schema::{IndexDef, TableDef};

/// A query of the rows that are related to the records with some keys, their owners.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    /// Which of the related rows, and in which order; its limit is for each owner.
    pub select: Select,
    /// The columns of the related table that equal the owners' keys, or the keys in the table of links.
    pub inner: &'static [&'static str],
    /// The table of links between owners and related rows, where there is one. Its columns that equal
    /// the owners' keys then follow those of the related table in each row.
    pub through: Option<Through>,
    /// The condition that a row belongs to one of the owners, in the scope of the table that has their
    /// keys.
    pub owners: Expr,
}

impl Related {
    /// Returns the columns that equal the owners' keys.
    #[must_use]
    pub fn by(&self) -> &'static [&'static str] {
        self.through.map_or(self.inner, |through| through.outer)
    }
}

/// A table that links two others: its columns that equal those of either.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Through {
    /// The table of links.
    pub table: &'static TableDef,
    /// Equal the columns of the records at hand.
    pub outer: &'static [&'static str],
    /// Equal the columns of the related records.
    pub inner: &'static [&'static str],
}

impl Through {
    /// Tells whether the table has at most one link between the same two rows.
    #[must_use]
    pub fn links_once(&self) -> bool {
        let links = |columns: &[&str]| {
            columns.iter().all(|column| self.outer.contains(column) || self.inner.contains(column))
        };
        let index = |index: &IndexDef| {
            let columns: Vec<_> = index.parts.iter().map(|part| part.column).collect();
            index.unique && index.filter.is_none() && links(&columns)
        };
        links(self.table.primary_key.columns)
            || self.table.uniques.iter().any(|unique| links(unique.columns))
            || self.table.indexes.iter().any(index)
    }
}
