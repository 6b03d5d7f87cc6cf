//! Keys: which types a primary key may be of, who makes its values, and what a record's are.

use crate::error::Result;
use crate::model::{Column, Model, Table, column};
use crate::schema::{Generation, Outline, TableDef, position};
use crate::value::{ColumnType, Field, IntoValue, Value};

/// A type that a primary key can have.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can not be a primary key",
    label = "not a type of primary keys",
    note = "primary keys are integers, `Uuid`, `String`, `Vec<u8>`, `bool`, dates and times; they can not be an `Option` nor a floating-point number"
)]
pub trait KeyColumn: ColumnType {
    /// Who makes its values unless the model says `manual`.
    const GENERATION: Generation;
    /// Whether a create may leave the key out: where it need not make the value itself.
    const OPTIONAL: bool = !Self::GENERATION.is_manual();

    /// Makes a value, where this library makes them.
    #[must_use]
    fn generate() -> Option<Self> {
        None
    }

    /// Makes a value without its type.
    #[doc(hidden)]
    #[must_use]
    fn generated() -> Option<Result<Value>> {
        Self::generate().map(ColumnType::into_stored)
    }
}

macro_rules! keys {
    ($generation:expr; $($ty:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl KeyColumn for $ty {
            const GENERATION: Generation = $generation;
        }
    )*};
}

keys!(Generation::Database { never_reuse: false }; i8 i16 i32 i64 u8 u16 u32 u64);
keys!(Generation::Manual; bool String Vec<u8>);

#[cfg(feature = "chrono")]
keys!(
    Generation::Manual;
    chrono::DateTime<chrono::Utc> chrono::NaiveDateTime chrono::NaiveDate chrono::NaiveTime
);

#[cfg(feature = "uuid")]
#[diagnostic::do_not_recommend]
impl KeyColumn for uuid::Uuid {
    const GENERATION: Generation = Generation::Uuid;

    fn generate() -> Option<Self> {
        Some(Self::now_v7())
    }
}

/// A model whose primary key is a single column of type `K`.
#[diagnostic::on_unimplemented(
    message = "the primary key of `{Self}` is not of type `{K}`",
    label = "must be of the type of the primary key of `{Self}`, or an `Option` of it"
)]
pub trait PrimaryKey<K>: Table {
    /// The key's handle.
    const KEY: Column<Self, K> = key_column();
}

const fn key_column<M: Table, K>() -> Column<M, K> {
    let Outline { columns, primary_key, .. } = M::OUTLINE;
    let name = primary_key.columns[0];
    column(position(columns, name), name)
}

/// A model whose primary key is several columns of the types `K`.
#[diagnostic::on_unimplemented(
    message = "the primary key of `{Self}` is not of the types `{K}`",
    label = "the fields must be of the types of the primary key of `{Self}`, in its order, or `Option`s of them"
)]
pub trait CompositeKey<K: KeyParts<Self>>: Sized {
    /// The key's handles.
    const KEY: K::Columns;
}

/// The types of several columns of `M`.
pub trait KeyParts<M> {
    /// Their handles.
    type Columns;
}

/// A value that can be given as the primary key `K`; of several columns, as a tuple in their order.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a primary key of type `{K}`",
    label = "the primary key is of type `{K}`"
)]
pub trait IntoKey<K> {
    /// Converts it.
    fn into_key(self) -> K;
}

macro_rules! tuples {
    ($($given:ident $key:ident $at:tt),*) => {
        #[diagnostic::do_not_recommend]
        impl<$($given: IntoValue<$key>, $key),*> IntoKey<($($key,)*)> for ($($given,)*) {
            fn into_key(self) -> ($($key,)*) {
                ($(self.$at.into_value(),)*)
            }
        }

        impl<M, $($key),*> KeyParts<M> for ($($key,)*) {
            type Columns = ($(Column<M, $key>,)*);
        }
    };
}

tuples!(A X 0, B Y 1);
tuples!(A X 0, B Y 1, C Z 2);
tuples!(A X 0, B Y 1, C Z 2, D W 3);

/// The values of a record, of whatever model: what is done with them is compiled once, not for each.
#[doc(hidden)]
pub trait Values {
    /// The table of its model.
    fn table(&self) -> &'static TableDef;

    /// The field of a column by its position.
    fn field_at(&self, ordinal: usize) -> &dyn Field;
}

impl<M: Model> Values for M {
    fn table(&self) -> &'static TableDef {
        M::TABLE
    }

    fn field_at(&self, ordinal: usize) -> &dyn Field {
        self.column(ordinal)
    }
}

/// Returns the values of a record.
///
/// By way of a function that is never inlined, as a table of functions is written into each unit of code that
/// makes one of these.
#[inline(never)]
pub(crate) fn values<M: Model>(record: &M) -> &dyn Values {
    record
}

/// Returns a record's value of a column that is known by its name in the database.
pub(crate) fn key_value(record: &dyn Values, column: &str) -> Result<Value> {
    value_at(record, ordinal(record.table(), column))
}

/// Returns a record's value of a column that is known by its position.
pub(crate) fn value_at(record: &dyn Values, ordinal: usize) -> Result<Value> {
    Value::capture(|binder| record.field_at(ordinal).bind(binder))
}

/// Returns the position of a column; the names are those of the model's own description.
pub(crate) fn ordinal(table: &TableDef, column: &str) -> usize {
    table.columns.iter().position(|def| def.name == column).unwrap_or_default()
}

/// The whole primary key of a stored record.
pub(crate) fn stored_key(record: &dyn Values) -> Result<Vec<Value>> {
    record.table().primary_key.columns.iter().map(|name| key_value(record, name)).collect()
}
