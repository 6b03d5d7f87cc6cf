//! Yes/no facts and limits of a database, as data.

/// What a database can do.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    /// INSERT … RETURNING. For MySQL the server's flavour decides (MariaDB can, MySQL cannot); here no.
    pub insert_returning: bool,
    /// Rows of an insert can come as one array per column.
    pub insert_arrays: bool,
    /// `= ANY(array)`: an IN list as a single bind.
    pub any_array: bool,
    /// Partial indexes (`WHERE`).
    pub partial_index: bool,
    /// `CREATE TABLE`, `ALTER` and `DROP` can be rolled back.
    pub transactional_ddl: bool,
    /// How many rows an INSERT of lists is best given: beyond that nothing is won. A fixed number keeps
    /// the statement's text the same, so that it is prepared once.
    pub insert_rows: usize,
    /// The longest list of which each value has a placeholder; a longer one comes as one bind.
    pub list_placeholders: usize,
    /// The most binds of one statement.
    pub max_binds: usize,
}
