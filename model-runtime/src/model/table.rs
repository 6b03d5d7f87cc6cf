//! The description of a model's table, where code that is generic needs it.

use crate::model::Table;
use crate::schema::TableDef;

/// Returns the description of a model's table.
///
/// By way of a function that is never inlined, as a const is written into each unit of code that reads it:
/// in a program of 50 models that were eight copies of each.
#[inline(never)]
pub(crate) fn table_of<M: Table>() -> &'static TableDef {
    M::TABLE
}
