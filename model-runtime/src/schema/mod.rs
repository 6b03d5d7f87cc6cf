//! Floor 2: tables, keys and indexes as plain data, known at compile time.
//!
//! A derive writes one [`TableDef`] per model; [`schema!`](crate::schema!) gathers them into a
//! [`Schema`] and checks them against each other while the program is compiled. The data holds names
//! and facts only, so it can be compared, printed and rendered without a database.

mod check;
mod name;
mod order;
mod table;
#[cfg(test)]
mod tests;

#[doc(hidden)]
pub use check::Mistake;
pub use name::Name;
pub use order::{Creation, creation_order};
pub use table::{
    CheckDef, ColumnDef, DefaultDef, ForeignKeyDef, Generation, IndexDef, IndexPart, Outline,
    PrimaryKeyDef, ReferentialAction, TableDef, UniqueDef, column_of, option_column, outline,
    required_column, text_length,
};
pub(crate) use table::{ForeignKeyAt, position};

/// A validated set of tables: made by [`schema!`](crate::schema!), in a const.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Schema {
    tables: &'static [&'static TableDef],
}

impl Schema {
    /// Checks the tables against each other; called by [`schema!`](crate::schema!) in a const.
    ///
    /// # Panics
    ///
    /// Where a foreign key's parent is not among the tables, a foreign key refers to columns that are
    /// not a key of the parent, two tables have one name, or two constraints or indexes have one name
    /// (perhaps because both were shortened). In a const the panic is a compile error.
    #[must_use]
    pub const fn checked(tables: &'static [&'static TableDef]) -> Self {
        match Self::mistake(tables) {
            None => Self { tables },
            Some(mistake) => panic!("{}", mistake.words()),
        }
    }

    /// Returns what is wrong with the tables, if something is.
    #[doc(hidden)]
    #[must_use]
    pub const fn mistake(tables: &'static [&'static TableDef]) -> Option<Mistake> {
        check::tables(tables)
    }

    /// Takes tables in which no mistake was found.
    #[doc(hidden)]
    #[must_use]
    pub const fn of(tables: &'static [&'static TableDef]) -> Self {
        Self { tables }
    }

    /// Returns the tables in the order in which they were listed.
    #[must_use]
    pub const fn tables(&self) -> &'static [&'static TableDef] {
        self.tables
    }
}
