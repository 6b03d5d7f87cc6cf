//! A database of one value, for the tests of this floor.

use crate::error::{Error, ErrorKind, Result};
use crate::value::{ColumnValue, Source, SqlType, Value};

/// Stores a value and reads it back.
pub(crate) fn round_trip<T: ColumnValue>(value: &T) -> Result<T> {
    T::read(&Stored(Value::of(value)?), 0)
}

/// A row of the one value.
pub(crate) struct Stored(pub(crate) Value);

macro_rules! reads {
    ($($method:ident $variant:ident $ty:ty),* $(,)?) => {$(
        fn $method(&self, at: usize) -> Result<Option<$ty>> {
            match &self.0 {
                Value::$variant(value) => Ok(Some(value.clone())),
                other => null_or_mismatch(other, at),
            }
        }
    )*};
}

macro_rules! reads_typed {
    ($($method:ident $variant:ident),* $(,)?) => {$(
        fn $method(&self, at: usize, ty: SqlType) -> Result<Option<i64>> {
            match &self.0 {
                Value::$variant(value, stored) if *stored == ty => Ok(Some(*value)),
                other => null_or_mismatch(other, at),
            }
        }
    )*};
}

macro_rules! lends {
    ($($method:ident $variant:ident $ty:ty),* $(,)?) => {$(
        fn $method(&self, at: usize) -> Result<Option<&$ty>> {
            match &self.0 {
                Value::$variant(value) => Ok(Some(value)),
                other => null_or_mismatch(other, at),
            }
        }
    )*};
}

impl Source for Stored {
    reads!(bool Bool bool, f32 F32 f32, f64 F64 f64, uuid Uuid [u8; 16], date Date i32, time Time i64);
    reads_typed!(int Int, date_time DateTime);
    lends!(text Text str, bytes Bytes [u8], json Json str);
}

fn null_or_mismatch<T>(stored: &Value, at: usize) -> Result<Option<T>> {
    if stored.is_null() {
        return Ok(None);
    }
    Err(Error::new(ErrorKind::Decode, "another type is stored").at(at))
}
