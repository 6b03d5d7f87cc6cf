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
    /// With how many rows an INSERT of lists is fastest. A fixed number keeps the statement's text the
    /// same, so that it is prepared once.
    pub insert_rows: usize,
    /// The longest list of which each value has a placeholder; a longer one comes as one bind.
    pub list_placeholders: usize,
    /// The most binds of one statement.
    pub max_binds: usize,
}

/// Up to so many rows take few INSERTs, also where more would be faster: with those that they refer to
/// at most ten.
const A_BATCH: usize = 2_500;
const OF_A_BATCH: usize = 320;

impl Capabilities {
    /// Returns how many of `total` rows of so many columns one INSERT of lists takes.
    pub(crate) fn rows_of_insert(&self, columns: usize, total: usize) -> usize {
        let few = if total <= A_BATCH { OF_A_BATCH } else { 0 };
        (self.max_binds / columns.max(1)).min(self.insert_rows.max(few)).max(1)
    }
}

#[cfg(test)]
mod tests {
    use crate::dialect::Dialect;

    #[test]
    fn a_batch_takes_few_inserts_and_many_rows_fast_ones() {
        let sqlite = Dialect::Sqlite.capabilities();
        let rows = [1, 2_500, 2_501].map(|total| sqlite.rows_of_insert(3, total));
        assert_eq!(rows, [320, 320, 100]);
        assert_eq!(Dialect::MySql.capabilities().rows_of_insert(3, 1), 500);
        assert_eq!(sqlite.rows_of_insert(1_000, 2_500), 32, "the bind limit comes first");
        assert_eq!(sqlite.rows_of_insert(100_000, 5), 1);
    }
}
