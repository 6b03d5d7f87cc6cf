//! The unit of work: rows of any tables, written in one transaction and in an order that the database
//! accepts. Graphs and sessions are built on it.
//!
//! ```text
//! [Change] ── edges ──▶ who waits for whom ── order ──▶ [Step] ── run ──▶ statements ──▶ Outcome
//!             keys, unique values              cycles broken         batched
//! ```
//!
//! Everything here is plain data: a table, values by the position of their column, changes by their
//! position in a list. What a model adds is its [`Kind`], so that none of this is compiled per model.

mod cycle;
mod edges;
mod kind;
mod order;
mod run;
mod source;
#[cfg(test)]
mod tests;
mod update;

pub(crate) use kind::{Kind, Record};
pub(crate) use run::{Outcome, run};
pub(crate) use source::Cells;

use crate::error::Result;
use crate::model::Draft;
use crate::schema::TableDef;
use crate::value::Value;

/// One row to be written.
pub(crate) struct Change<'s> {
    pub(crate) kind: Kind,
    pub(crate) act: Act<'s>,
    /// Columns with their values: for an insert those that its draft lacks, for an update all it sets.
    pub(crate) given: Vec<(usize, Value)>,
    /// Columns whose values are known once other rows are stored.
    pub(crate) links: Vec<Link>,
}

/// What is done to a row.
pub(crate) enum Act<'s> {
    Insert(&'s Draft),
    /// With the row as it is stored.
    Update(Vec<Value>),
    /// With the row as it is stored.
    Delete(Vec<Value>),
}

/// A column that takes its value from another row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) column: usize,
    /// The change that stores the other row.
    pub(crate) of: usize,
    /// The other row's column.
    pub(crate) of_column: usize,
}

impl Change<'_> {
    pub(crate) fn table(&self) -> &'static TableDef {
        self.kind.table
    }

    /// The value of a column before the change.
    fn old(&self, column: usize) -> Option<&Value> {
        match &self.act {
            Act::Insert(_) => None,
            Act::Update(old) | Act::Delete(old) => old.get(column),
        }
    }

    /// The value of a column after the change, where it is known beforehand.
    fn new_value(&self, column: usize) -> Option<Value> {
        if self.links.iter().any(|link| link.column == column) {
            return None;
        }
        if let Some((_, value)) = self.given.iter().find(|(at, _)| *at == column) {
            return Some(value.clone());
        }
        match &self.act {
            // One that can not be stored is refused when it is bound.
            Act::Insert(draft) => draft.column(column)?.value().cloned(),
            Act::Update(old) => old.get(column).cloned(),
            Act::Delete(_) => None,
        }
    }

    /// Tells whether the change writes a column.
    fn writes(&self, column: usize) -> bool {
        match &self.act {
            Act::Insert(_) => true,
            Act::Update(_) => {
                self.given.iter().any(|(at, _)| *at == column)
                    || self.links.iter().any(|link| link.column == column)
            }
            Act::Delete(_) => false,
        }
    }
}

/// The values that `value` answers for some columns, if it does for all and none is NULL.
fn all_of(
    table: &TableDef,
    columns: &[&str],
    value: impl Fn(usize) -> Option<Value>,
) -> Option<Vec<Value>> {
    let values = columns.iter().map(|name| value(position(table, name)?));
    values.map(|value| value.filter(|value| !value.is_null())).collect()
}

/// The position of a column.
pub(crate) fn position(table: &TableDef, name: &str) -> Option<usize> {
    table.columns.iter().position(|column| column.name == name)
}

/// Captures the values of a whole record.
pub(crate) fn values_of(table: &TableDef, record: &dyn Record) -> Result<Vec<Value>> {
    let columns = table.columns.iter().enumerate();
    columns.map(|(at, column)| kind::value(column, record.field_at(at))).collect()
}
