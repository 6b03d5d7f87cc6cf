//! Values that are not known yet.

/// A column of a record of a session, whose value may not be known before that is stored.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Reference {
    pub(crate) session: u64,
    pub(crate) entry: usize,
    pub(crate) column: usize,
}

impl Reference {
    /// The same record's column at a position.
    pub(crate) fn column(self, column: usize) -> Self {
        Self { column, ..self }
    }
}
