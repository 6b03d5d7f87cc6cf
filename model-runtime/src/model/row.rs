//! The view of a row from which a record is read.

use std::fmt;

use crate::error::Result;
use crate::value::{ColumnValue, Source, SqlType, Value};

/// Some neighbouring columns of a row, borrowed from whatever holds it.
#[derive(Clone, Copy)]
pub struct Row<'r> {
    source: &'r dyn Source,
    start: usize,
}

impl<'r> Row<'r> {
    /// Views a whole row.
    pub(crate) fn new(source: &'r dyn Source) -> Self {
        Self { source, start: 0 }
    }

    /// Returns what it is read from, and where its first column stands there.
    #[doc(hidden)]
    #[must_use]
    pub fn parts(&self) -> (&'r dyn Source, usize) {
        (self.source, self.start)
    }

    /// Reads the column at a position, counted from the first of this view.
    ///
    /// # Errors
    ///
    /// `Decode` where the stored value does not fit `T`.
    pub fn get<T: ColumnValue>(&self, ordinal: usize) -> Result<T> {
        T::read(self.source, self.start + ordinal)
    }

    /// Reads the column at a position as a value of a type, `None` for NULL.
    ///
    /// # Errors
    ///
    /// `Decode` where the stored value is of another type.
    pub(crate) fn value(&self, ordinal: usize, ty: SqlType) -> Result<Option<Value>> {
        Value::read(self.source, self.start + ordinal, ty)
    }

    /// Reads the column at a position as an integer, `None` for NULL.
    ///
    /// # Errors
    ///
    /// `Decode` where the stored value is none.
    pub(crate) fn int(&self, ordinal: usize, ty: SqlType) -> Result<Option<i64>> {
        self.source.int(self.start + ordinal, ty)
    }
}

impl fmt::Debug for Row<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Row").field("start", &self.start).finish_non_exhaustive()
    }
}
