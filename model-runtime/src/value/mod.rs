//! Floor 1: Rust values ↔ SQL types.
//!
//! Every column is stored as one of a closed set of primitives, [`SqlType`]. A Rust type says which
//! one with [`ColumnType`], writes itself into a [`Binder`] and reads itself from a [`Source`]; the
//! backends implement those two over the drivers' own buffers and rows, so nothing stands between a
//! field and the wire. [`ColumnValue`] is what a field may be: a column type or an `Option` of one.
//! Only predicates keep a [`Value`].

mod field;
mod given;
mod number;
mod optional;
mod ordered;
mod presence;
pub mod primitive;
mod reference;
mod text;
#[expect(clippy::module_inception, reason = "the floor is named for what it is about: values")]
mod value;

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(test)]
mod fake;
#[cfg(feature = "json")]
mod json;
pub(crate) mod time;
#[cfg(feature = "uuid")]
mod uuid;

pub use field::{Bind, Field};
pub use given::IntoValue;
pub use number::{Numeric, Summed};
pub use optional::{ColumnValue, Fits, KeyOf, Missing, NotNull, Nullable, Required, Set};
pub use ordered::Ordered;
pub use presence::Presence;
pub use reference::Reference;
pub use text::TextColumn;
pub use value::Value;

use crate::error::Result;

/// The primitives in which values are stored; what each is called in SQL is the dialect's matter.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SqlType {
    /// A truth value.
    Bool,
    /// A signed integer of 8 bits.
    I8,
    /// A signed integer of 16 bits.
    I16,
    /// A signed integer of 32 bits.
    I32,
    /// A signed integer of 64 bits.
    I64,
    /// An unsigned integer of 8 bits.
    U8,
    /// An unsigned integer of 16 bits.
    U16,
    /// An unsigned integer of 32 bits.
    U32,
    /// An unsigned integer up to `i64::MAX`.
    U64,
    /// A finite floating-point number of 32 bits.
    F32,
    /// A finite floating-point number of 64 bits.
    F64,
    /// Unicode text without NUL characters.
    Text,
    /// Bytes.
    Bytes,
    /// A UUID of 16 bytes.
    Uuid,
    /// An instant, in microseconds since 1970-01-01T00:00:00 UTC.
    DateTimeUtc,
    /// A date and time of no particular zone, in microseconds since 1970-01-01T00:00:00.
    DateTime,
    /// A day, in days since 1970-01-01.
    Date,
    /// A time of day, in microseconds since midnight.
    Time,
    /// A JSON document, as text.
    Json,
}

impl SqlType {
    /// Tells whether this is one of the integers.
    #[must_use]
    pub const fn is_integer(self) -> bool {
        matches!(
            self,
            Self::I8
                | Self::I16
                | Self::I32
                | Self::I64
                | Self::U8
                | Self::U16
                | Self::U32
                | Self::U64
        )
    }

    /// Tells whether this is one of the unsigned integers.
    #[must_use]
    pub const fn is_unsigned(self) -> bool {
        matches!(self, Self::U8 | Self::U16 | Self::U32 | Self::U64)
    }
}

/// Takes the values of a statement, in the order of its placeholders.
///
/// Each method adds one bind.
///
/// # Errors
///
/// A value that one of the databases would change silently is refused on all of them
/// (`InvalidValue`, `OutOfRange`, `TooLong`), before anything is sent.
pub trait Binder {
    /// Adds NULL for a column of type `ty`.
    fn null(&mut self, ty: SqlType) -> Result<()>;
    /// Adds a truth value.
    fn bool(&mut self, value: bool) -> Result<()>;
    /// Adds an integer of the type `ty`; it has been checked to fit.
    fn int(&mut self, value: i64, ty: SqlType) -> Result<()>;
    /// Adds a finite number.
    fn f32(&mut self, value: f32) -> Result<()>;
    /// Adds a finite number.
    fn f64(&mut self, value: f64) -> Result<()>;
    /// Adds text; it has been checked for NUL characters.
    fn text(&mut self, value: &str) -> Result<()>;
    /// Adds bytes.
    fn bytes(&mut self, value: &[u8]) -> Result<()>;
    /// Adds a UUID.
    fn uuid(&mut self, value: [u8; 16]) -> Result<()>;
    /// Adds a `DateTimeUtc` or `DateTime` in microseconds since 1970.
    fn date_time(&mut self, micros: i64, ty: SqlType) -> Result<()>;
    /// Adds a day in days since 1970-01-01.
    fn date(&mut self, days: i32) -> Result<()>;
    /// Adds a time of day in microseconds since midnight.
    fn time(&mut self, micros: i64) -> Result<()>;
    /// Adds a JSON document; it has been checked for NUL characters.
    fn json(&mut self, text: &str) -> Result<()>;
    /// Adds several values of the type `ty` as one bind (PostgreSQL's arrays, elsewhere a JSON array).
    fn array(&mut self, values: &[Value], ty: SqlType) -> Result<()>;
}

/// One row of a result, read by ordinal; `None` is NULL.
///
/// # Errors
///
/// `Decode` where the stored value is of another type or outside what the type can hold.
pub trait Source {
    /// Reads a truth value; on SQLite anything but 0 and 1 is refused.
    fn bool(&self, at: usize) -> Result<Option<bool>>;
    /// Reads an integer column of the type `ty`, any width, as 64 bits.
    fn int(&self, at: usize, ty: SqlType) -> Result<Option<i64>>;
    /// Reads a number.
    fn f32(&self, at: usize) -> Result<Option<f32>>;
    /// Reads a number.
    fn f64(&self, at: usize) -> Result<Option<f64>>;
    /// Reads text.
    fn text(&self, at: usize) -> Result<Option<&str>>;
    /// Reads bytes.
    fn bytes(&self, at: usize) -> Result<Option<&[u8]>>;
    /// Reads a UUID.
    fn uuid(&self, at: usize) -> Result<Option<[u8; 16]>>;
    /// Reads a `DateTimeUtc` or `DateTime` in microseconds since 1970.
    fn date_time(&self, at: usize, ty: SqlType) -> Result<Option<i64>>;
    /// Reads a day in days since 1970-01-01.
    fn date(&self, at: usize) -> Result<Option<i32>>;
    /// Reads a time of day in microseconds since midnight.
    fn time(&self, at: usize) -> Result<Option<i64>>;
    /// Reads a JSON document.
    fn json(&self, at: usize) -> Result<Option<&str>>;
}

/// A Rust type that can be stored in a column; `Option` of it makes the column nullable.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can not be stored in a column",
    label = "not a column type",
    note = "column types are bool, integers up to 64 bits, f32, f64, String, Vec<u8>, and those of the cargo features `uuid`, `chrono` and `json`; `#[skip]` leaves a field out"
)]
pub trait ColumnType: Sized + Send + Sync + 'static {
    /// The primitive it is stored as.
    const SQL_TYPE: SqlType;

    /// Adds this value to the binds of a statement.
    ///
    /// # Errors
    ///
    /// See [`Binder`].
    fn bind(&self, binder: &mut dyn Binder) -> Result<()>;

    /// Reads a value from column `at` of a row, `None` for NULL.
    ///
    /// # Errors
    ///
    /// See [`Source`].
    fn read(source: &dyn Source, at: usize) -> Result<Option<Self>>;

    /// Changes the value to what will be stored where it is given: times are cut to microseconds.
    ///
    /// Whatever keeps a value to hand it back without reading it again calls this when the value is
    /// given, so that the record in hand equals the stored one.
    fn normalize(&mut self) {}

    /// Returns what [`bind`](Self::bind) adds; a text is moved there and not copied.
    ///
    /// # Errors
    ///
    /// See [`Binder`].
    #[doc(hidden)]
    fn into_stored(self) -> Result<Value> {
        Value::capture(|binder| self.bind(binder))
    }
}
