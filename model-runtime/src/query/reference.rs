//! A foreign key as a database tells of it, whose tables need not be known to the program.

/// Rows of one table that refer to rows of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The table that refers.
    pub child: String,
    /// The columns that refer.
    pub columns: Vec<String>,
    /// The table that is referred to.
    pub parent: String,
    /// The columns that are referred to.
    pub references: Vec<String>,
}
