//! What a derive tells about a model.

use crate::backend::Executor;
use crate::dialect::{self, Ddl, Dialect, Statement};
use crate::error::Result;
use crate::model::create::{Create, StoredAs};
use crate::model::drafts::Drafts;
use crate::model::{
    BelongsTo, BoxFuture, Expression, Group, IntoPredicate, Query, RecordUpdate, Row, aggregate,
    explain_insert_all, insert_all, insert_all_to_sql, write,
};
use crate::schema::{
    CheckDef, ColumnDef, ForeignKeyDef, IndexDef, Outline, PrimaryKeyDef, TableDef, UniqueDef,
};
use crate::value::{Field, Value};

/// The description of a model's table, in several consts so that tables can refer to each other.
///
/// Not in the prelude: `User::NAME` is the handle of a column `name`, or an error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model",
    label = "not a model",
    note = "add `#[derive(Model)]` to the struct"
)]
pub trait Table: Sized {
    /// What the derive says of it all at once, as each const that it writes has to be compiled.
    #[doc(hidden)]
    const OUTLINE: Outline;
    /// The model's name, as in `User`.
    const MODEL: &'static str = Self::OUTLINE.model;
    /// The table's name.
    const NAME: &'static str = Self::OUTLINE.name;
    /// The columns.
    const COLUMNS: &'static [ColumnDef] = Self::OUTLINE.columns;
    /// The primary key.
    const PRIMARY_KEY: PrimaryKeyDef = Self::OUTLINE.primary_key;
    /// The UNIQUE constraints.
    const UNIQUES: &'static [UniqueDef] = &[];
    /// The indexes.
    const INDEXES: &'static [IndexDef] = &[];
    /// The foreign keys.
    const FOREIGN_KEYS: &'static [ForeignKeyDef] = &[];
    /// The CHECK constraints.
    const CHECKS: &'static [CheckDef] = &[];
    /// All of it.
    const TABLE: &'static TableDef = &described::<Self>();

    /// The query of the parent of a record; called by the accessor.
    #[doc(hidden)]
    fn parent_of<C: Model, N>(relation: BelongsTo<C, Self, N>, child: &C) -> Query<Self> {
        relation.query_of_parent(child)
    }
}

/// Puts the parts of a description together; called by the derive.
#[must_use]
pub const fn described<M: Table>() -> TableDef {
    let Outline { model, name, columns, primary_key } = M::OUTLINE;
    TableDef {
        model,
        name,
        columns,
        primary_key,
        uniques: M::UNIQUES,
        indexes: M::INDEXES,
        foreign_keys: M::FOREIGN_KEYS,
        checks: M::CHECKS,
    }
}

/// A struct that is stored as a row of a table: what `#[derive(Model)]` implements.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model",
    label = "not a model",
    note = "add `#[derive(Model)]` to the struct"
)]
pub trait Model: Table + Send + Sync + 'static {
    /// Reads a record from a row that has the table's columns in their order.
    ///
    /// # Errors
    ///
    /// `Decode` where a stored value does not fit its field.
    #[doc(hidden)]
    fn decode(row: &Row<'_>) -> Result<Self>;

    /// Returns the field of a column by its position in the table.
    #[doc(hidden)]
    fn column(&self, ordinal: usize) -> &dyn Field;

    /// Returns the field of a column, to be changed.
    #[doc(hidden)]
    fn column_mut(&mut self, ordinal: usize) -> &mut dyn Field;

    /// Makes a key of one column, where this library makes it.
    #[doc(hidden)]
    #[must_use]
    fn generate() -> Option<Result<Value>> {
        None
    }

    /// Returns the statements that make the table in a dialect; needs no database.
    #[must_use]
    fn ddl(dialect: Dialect) -> Ddl {
        dialect::create_table(dialect, Self::TABLE)
    }

    /// Begins a query of all records.
    fn query() -> Query<Self> {
        Query::new()
    }

    /// Begins a query of the records that meet a condition; `None` is no condition.
    fn filter(predicate: impl IntoPredicate<Self>) -> Query<Self> {
        Query::new().filter(predicate)
    }

    /// The number of the rows of a group, to be selected beside what they have in common.
    #[must_use]
    fn count_all() -> Expression<Group<Self>, u64> {
        aggregate::count_all()
    }

    /// Stores many records in as few statements as their number allows: all of them or none.
    ///
    /// Answers the stored records in the order of the given ones.
    ///
    /// # Errors
    ///
    /// As `insert`, with nothing stored.
    fn insert_all<'e, C: Create<Model: StoredAs<Self>>>(
        executor: impl Executor<'e>,
        records: impl IntoIterator<Item = C>,
    ) -> BoxFuture<'e, Result<Vec<Self>>> {
        StoredAs::stored(insert_all::<C::Model>(executor.via(), Drafts::of(records)))
    }

    /// Renders the INSERTs that [`insert_all`](Self::insert_all) runs; needs no database.
    ///
    /// Rows that set the same columns share statements, each of as many rows as the database takes at
    /// once. One that would be refused comes alone, and says why.
    ///
    /// A dialect does not tell MySQL, which is given one row at a time, from MariaDB: this is what is
    /// sent to MariaDB.
    ///
    /// ```
    /// # use model_runtime::prelude::*;
    /// # #[derive(Model)] struct User { #[primary_key] id: i64, username: String }
    /// let rows = ["fred", "anna"].map(|name| User::create().username(name));
    /// let statements = User::insert_all_to_sql(Dialect::Sqlite, rows);
    /// assert_eq!(statements.len(), 1);
    /// println!("{}", statements[0]);
    /// ```
    #[must_use]
    fn insert_all_to_sql<C: Create<Model: StoredAs<Self>>>(
        dialect: Dialect,
        records: impl IntoIterator<Item = C>,
    ) -> Vec<Statement> {
        insert_all_to_sql(dialect, C::Model::TABLE, &Drafts::of(records))
    }

    /// Returns how the database would run [`insert_all`](Self::insert_all), in its own words; nothing
    /// is stored.
    ///
    /// # Errors
    ///
    /// As `insert_all`, but for what only the rows that are stored can tell.
    fn insert_all_explain<'e, C: Create<Model: StoredAs<Self>>>(
        executor: impl Executor<'e>,
        records: impl IntoIterator<Item = C>,
    ) -> BoxFuture<'e, Result<String>> {
        explain_insert_all(executor.via(), C::Model::TABLE, &Drafts::of(records))
    }

    /// Begins an UPDATE of this record's row that sets only the columns it names.
    fn update(&self) -> RecordUpdate<Self> {
        RecordUpdate::new(self)
    }

    /// Writes all columns of this record to its row.
    ///
    /// # Errors
    ///
    /// `NotFound` if the row is gone; what the database refuses, as everywhere.
    fn save<'e>(&mut self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<()>> {
        write::save(executor.via(), self)
    }

    /// Renders what [`save`](Self::save) runs.
    #[must_use]
    fn save_to_sql(&self, dialect: Dialect) -> Statement {
        write::save_to_sql(self, dialect)
    }

    /// Returns how the database would run [`save`](Self::save), in its own words; nothing is changed.
    ///
    /// # Errors
    ///
    /// What the database refuses.
    fn save_explain<'e>(&self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<String>> {
        write::explain_record(executor.via(), self, write::save_to_sql)
    }

    /// Renders what [`delete`](Self::delete) runs.
    #[must_use]
    fn delete_to_sql(&self, dialect: Dialect) -> Statement {
        write::delete_to_sql(self, dialect)
    }

    /// Returns how the database would run [`delete`](Self::delete), in its own words; nothing is
    /// deleted.
    ///
    /// # Errors
    ///
    /// What the database refuses.
    fn delete_explain<'e>(&self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<String>> {
        write::explain_record(executor.via(), self, write::delete_to_sql)
    }

    /// Deletes this record's row.
    ///
    /// # Errors
    ///
    /// `NotFound` if the row is gone; `ForeignKey` if other rows refer to it and may not lose it.
    fn delete<'e>(&self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<()>> {
        write::delete_record(executor.via(), self)
    }
}
