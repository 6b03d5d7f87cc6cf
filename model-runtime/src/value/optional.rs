//! What a field may be: a column type, or an `Option` of one; and what follows from which it is.

use std::marker::PhantomData;

use crate::error::{Error, ErrorKind, Result};
use crate::value::{Binder, ColumnType, Field, IntoValue, Source, SqlType, Value};

/// The type of a stored field: a [`ColumnType`] (NOT NULL) or an `Option` of one (nullable).
#[diagnostic::on_unimplemented(
    message = "`{Self}` can not be stored in a column",
    label = "not a column type",
    note = "column types are bool, integers up to 64 bits, f32, f64, String, Vec<u8>, those of the cargo features `uuid`, `chrono` and `json`, and `Option` of each; `#[skip]` leaves a field out"
)]
pub trait ColumnValue: Sized + Send + Sync + 'static {
    /// The type without its `Option`.
    type Base: ColumnType;
    /// [`Required`] or [`Nullable`].
    type Presence;
    /// The primitive it is stored as.
    const SQL_TYPE: SqlType;
    /// Whether the column may be NULL; a create may leave it out then.
    const NULLABLE: bool;
    /// Both, for the description of the column.
    #[doc(hidden)]
    const KIND: (SqlType, bool) = (Self::SQL_TYPE, Self::NULLABLE);

    /// Adds this value to the binds of a statement.
    ///
    /// # Errors
    ///
    /// See [`Binder`].
    fn bind(&self, binder: &mut dyn Binder) -> Result<()>;

    /// Reads a value from column `at` of a row.
    ///
    /// # Errors
    ///
    /// See [`Source`]; `Decode` as well for NULL in a required column.
    fn read(source: &dyn Source, at: usize) -> Result<Self>;

    /// Changes the value to what will be stored where it is given; see [`ColumnType::normalize`].
    fn normalize(&mut self);

    /// Returns the value that will be stored where this one is given.
    #[must_use]
    fn normalized(mut self) -> Self {
        self.normalize();
        self
    }

    /// Keeps what will be stored where this value is given, or why no database can store it.
    #[doc(hidden)]
    fn stored(self) -> Result<Value>;

    /// Keeps in the same way what is given for a field of this type.
    #[doc(hidden)]
    fn given<V: IntoValue<Self>>(value: V) -> Result<Value> {
        value.into_value().stored()
    }

    /// Lets go of the type.
    #[doc(hidden)]
    fn field(&self) -> &dyn Field {
        self
    }

    /// Lets go of the type where the value is to be changed.
    #[doc(hidden)]
    fn field_mut(&mut self) -> &mut dyn Field {
        self
    }
}

/// Marks a field that is not an `Option`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nullable, which is not possible here",
    label = "can not be an `Option`"
)]
pub trait NotNull: ColumnType {}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> NotNull for T {}

/// A key's type that a foreign key of type `F` can refer to: `F` is the same type or an `Option` of it.
///
/// It is a trait of the key's type: of the foreign key's, a compiler that does not know the key yet takes
/// the foreign key's own type for it, and tells something else than this.
#[diagnostic::on_unimplemented(
    message = "a foreign key of type `{F}` can not refer to a key of type `{Self}`",
    label = "the foreign key must be of the type of this key, or an `Option` of it; the key itself can not be an `Option`"
)]
pub trait KeyOf<F>: Sized {
    /// Proves it to who asks for the parent's column.
    const FITS: Fits<Self>;
}

#[diagnostic::do_not_recommend]
impl<K: ColumnType> KeyOf<K> for K {
    const FITS: Fits<K> = Fits(K::SQL_TYPE, PhantomData);
}

#[diagnostic::do_not_recommend]
impl<K: ColumnType> KeyOf<Option<K>> for K {
    const FITS: Fits<K> = Fits(K::SQL_TYPE, PhantomData);
}

/// The proof that a foreign key can refer to a key of type `K`, with the primitive as which both are stored.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Fits<K>(pub(crate) SqlType, PhantomData<fn() -> K>);

/// The relation always has a parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Required {}

/// The relation may be without a parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nullable {}

/// State of a column that a create has yet to set.
#[derive(Debug, Clone, Copy)]
pub enum Missing {}

/// State of a column that a create has set or may leave out.
#[derive(Debug, Clone, Copy)]
pub enum Set {}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> ColumnValue for T {
    type Base = T;
    type Presence = Required;
    const SQL_TYPE: SqlType = T::SQL_TYPE;
    const NULLABLE: bool = false;

    fn bind(&self, binder: &mut dyn Binder) -> Result<()> {
        T::bind(self, binder)
    }

    fn read(source: &dyn Source, at: usize) -> Result<Self> {
        match T::read(source, at)? {
            Some(value) => Ok(value),
            None => {
                Err(Error::new(ErrorKind::Decode, "NULL is stored in a required column").at(at))
            }
        }
    }

    fn normalize(&mut self) {
        T::normalize(self);
    }

    fn stored(self) -> Result<Value> {
        self.normalized().into_stored()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> ColumnValue for Option<T> {
    type Base = T;
    type Presence = Nullable;
    const SQL_TYPE: SqlType = T::SQL_TYPE;
    const NULLABLE: bool = true;

    fn bind(&self, binder: &mut dyn Binder) -> Result<()> {
        match self {
            Some(value) => value.bind(binder),
            None => binder.null(T::SQL_TYPE),
        }
    }

    fn read(source: &dyn Source, at: usize) -> Result<Self> {
        T::read(source, at)
    }

    fn normalize(&mut self) {
        if let Some(value) = self {
            value.normalize();
        }
    }

    fn stored(self) -> Result<Value> {
        match self {
            Some(value) => value.stored(),
            None => Ok(Value::Null(T::SQL_TYPE)),
        }
    }
}
