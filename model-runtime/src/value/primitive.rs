//! What emitted code does with fields of primitive types, which are known to be columns.
//!
//! Of another type, which `String` may be as well, it says each time what it is, so that one which is no column's is
//! told at the field, and once. That is dearer: a path through a type is looked up when bodies are checked, one through
//! modules long before.

use crate::error::Result;
use crate::value::{ColumnValue, Field, IntoValue, Source, Value};

/// See [`ColumnValue::read`].
///
/// # Errors
///
/// As there.
pub fn read<T: ColumnValue>(source: &dyn Source, at: usize) -> Result<T> {
    T::read(source, at)
}

/// See [`ColumnValue::field`].
pub fn field<T: ColumnValue>(value: &T) -> &dyn Field {
    value
}

/// See [`ColumnValue::field_mut`].
pub fn field_mut<T: ColumnValue>(value: &mut T) -> &mut dyn Field {
    value
}

/// See [`ColumnValue::given`].
///
/// # Errors
///
/// `InvalidValue` and others where no database can store the value.
pub fn given<T: ColumnValue, V: IntoValue<T>>(value: V) -> Result<Value> {
    T::given(value)
}
