//! What a derive tells about a model.

use crate::backend::Executor;
use crate::dialect::{self, Ddl, Dialect, Statement};
use crate::error::Result;
use crate::model::create::Create;
use crate::model::{
    Expression, Group, IntoPredicate, Query, RecordUpdate, Row, aggregate, insert_all, write,
};
use crate::schema::{
    CheckDef, ColumnDef, ForeignKeyDef, IndexDef, PrimaryKeyDef, TableDef, UniqueDef,
};
use crate::value::{Binder, ColumnValue, Value};

/// The description of a model's table, in several consts so that tables can refer to each other.
///
/// Not in the prelude: `User::NAME` is the handle of a column `name`, or an error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model",
    label = "not a model",
    note = "add `#[derive(Model)]` to the struct"
)]
pub trait Table: Sized {
    /// The model's name, as in `User`.
    const MODEL: &'static str;
    /// The table's name.
    const NAME: &'static str;
    /// The columns.
    const COLUMNS: &'static [ColumnDef];
    /// The primary key.
    const PRIMARY_KEY: PrimaryKeyDef;
    /// The UNIQUE constraints.
    const UNIQUES: &'static [UniqueDef];
    /// The indexes.
    const INDEXES: &'static [IndexDef];
    /// The foreign keys.
    const FOREIGN_KEYS: &'static [ForeignKeyDef];
    /// The CHECK constraints.
    const CHECKS: &'static [CheckDef];
    /// All of it.
    const TABLE: &'static TableDef = &TableDef {
        model: Self::MODEL,
        name: Self::NAME,
        columns: Self::COLUMNS,
        primary_key: Self::PRIMARY_KEY,
        uniques: Self::UNIQUES,
        indexes: Self::INDEXES,
        foreign_keys: Self::FOREIGN_KEYS,
        checks: Self::CHECKS,
    };
}

/// A value that can be bound, whatever its type.
pub trait Bind {
    /// Adds the value to the binds of a statement.
    ///
    /// # Errors
    ///
    /// See [`Binder`].
    fn bind(&self, binder: &mut dyn Binder) -> Result<()>;
}

impl Bind for Value {
    fn bind(&self, binder: &mut dyn Binder) -> Result<()> {
        Self::bind(self, binder)
    }
}

impl<T: ColumnValue> Bind for T {
    fn bind(&self, binder: &mut dyn Binder) -> Result<()> {
        ColumnValue::bind(self, binder)
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

    /// Returns the value of a column by its position in the table.
    #[doc(hidden)]
    fn column(&self, ordinal: usize) -> &dyn Bind;

    /// Changes the fields to what will be stored of them.
    #[doc(hidden)]
    fn normalize(&mut self);

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
    fn insert_all<'e, C>(
        executor: impl Executor<'e>,
        records: impl IntoIterator<Item = C>,
    ) -> impl Future<Output = Result<Vec<Self>>> + Send
    where
        C: Create<Model = Self>,
    {
        insert_all(executor.via(), records.into_iter().collect())
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
    fn save<'e>(&mut self, executor: impl Executor<'e>) -> impl Future<Output = Result<()>> + Send {
        write::save(executor.via(), self)
    }

    /// Renders what [`save`](Self::save) runs.
    #[must_use]
    fn save_to_sql(&self, dialect: Dialect) -> Statement {
        write::save_to_sql(self, dialect)
    }

    /// Renders what [`delete`](Self::delete) runs.
    #[must_use]
    fn delete_to_sql(&self, dialect: Dialect) -> Statement {
        write::delete_to_sql(self, dialect)
    }

    /// Deletes this record's row.
    ///
    /// # Errors
    ///
    /// `NotFound` if the row is gone; `ForeignKey` if other rows refer to it and may not lose it.
    fn delete<'e>(&self, executor: impl Executor<'e>) -> impl Future<Output = Result<()>> + Send {
        write::delete_record(executor.via(), self)
    }
}
