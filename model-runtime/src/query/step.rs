//! Steps from table to table.

use crate::schema::TableDef;

/// A relation as a step from one scope to another: the table it leads to, and the pairs of equal columns.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// The table that the step leads to.
    pub table: &'static TableDef,
    /// Columns of the scope before.
    pub outer: &'static [&'static str],
    /// The columns of the table that they equal, in the same order.
    pub inner: &'static [&'static str],
    /// Whether a row may have no row there.
    pub optional: bool,
}

/// A table is known by its name: its description need not be gone through for it.
impl PartialEq for Step {
    fn eq(&self, other: &Self) -> bool {
        self.table.name == other.table.name
            && (self.outer, self.inner, self.optional) == (other.outer, other.inner, other.optional)
    }
}
