//! The rows that are related to records over any number of steps within one table.

use crate::query::{Expr, Select};

/// A query of the rows that can be reached from the records with some keys by following a foreign key
/// of a table to itself, again and again.
#[derive(Debug, Clone, PartialEq)]
pub struct Recursive {
    /// Which of the rows are gone through, and in which order they come.
    pub select: Select,
    /// The columns of the foreign key.
    pub columns: &'static [&'static str],
    /// The columns that it refers to.
    pub references: &'static [&'static str],
    /// Where the steps lead.
    pub toward: Toward,
    /// The condition that a row is the first step from one of the owners. Their keys follow the table's
    /// columns in each row.
    pub owners: Expr,
    /// After how many steps to stop.
    pub depth: Option<u64>,
}

/// Where the steps of a [`Recursive`] query lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toward {
    /// From a row to those that refer to it.
    Children,
    /// From a row to the one that it refers to.
    Parents,
}

impl Recursive {
    /// Returns the columns that equal the owners' keys.
    #[must_use]
    pub fn by(&self) -> &'static [&'static str] {
        match self.toward {
            Toward::Children => self.columns,
            Toward::Parents => self.references,
        }
    }
}
