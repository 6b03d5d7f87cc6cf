//! The value that predicates keep until their statement is rendered.

use std::hash::{Hash, Hasher};

use crate::error::{Error, ErrorKind, Result};
use crate::value::{Binder, ColumnValue, Source, SqlType};

/// A value with the primitive it is bound as. What [`ColumnValue::bind`] writes, kept.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// NULL of a type.
    Null(SqlType),
    /// A truth value.
    Bool(bool),
    /// An integer of the given type.
    Int(i64, SqlType),
    /// A finite number of 32 bits.
    F32(f32),
    /// A finite number of 64 bits.
    F64(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A UUID.
    Uuid([u8; 16]),
    /// Microseconds since 1970; `DateTimeUtc` or `DateTime`.
    DateTime(i64, SqlType),
    /// Days since 1970-01-01.
    Date(i32),
    /// Microseconds since midnight.
    Time(i64),
    /// A JSON document.
    Json(String),
    /// Several values in one bind.
    Array(Vec<Value>, SqlType),
}

impl Value {
    /// Takes the value that `value` binds.
    ///
    /// # Errors
    ///
    /// Where the value cannot be stored; see [`Binder`].
    pub fn of<T: ColumnValue>(value: &T) -> Result<Self> {
        Self::capture(|binder| value.bind(binder))
    }

    /// Takes the value that `bind` adds to the binder it is given.
    pub(crate) fn capture(bind: impl FnOnce(&mut dyn Binder) -> Result<()>) -> Result<Self> {
        let mut slot = Slot(None);
        bind(&mut slot)?;
        slot.0.ok_or_else(|| Error::new(ErrorKind::InvalidValue, "a column type bound no value"))
    }

    /// Reads the value of a column of type `ty`; `None` for NULL.
    ///
    /// # Errors
    ///
    /// See [`Source`].
    pub(crate) fn read(source: &dyn Source, at: usize, ty: SqlType) -> Result<Option<Self>> {
        Ok(match ty {
            SqlType::Bool => source.bool(at)?.map(Self::Bool),
            SqlType::F32 => source.f32(at)?.map(Self::F32),
            SqlType::F64 => source.f64(at)?.map(Self::F64),
            SqlType::Text => source.text(at)?.map(|text| Self::Text(text.to_owned())),
            SqlType::Bytes => source.bytes(at)?.map(|bytes| Self::Bytes(bytes.to_vec())),
            SqlType::Uuid => source.uuid(at)?.map(Self::Uuid),
            SqlType::DateTimeUtc | SqlType::DateTime => {
                source.date_time(at, ty)?.map(|micros| Self::DateTime(micros, ty))
            }
            SqlType::Date => source.date(at)?.map(Self::Date),
            SqlType::Time => source.time(at)?.map(Self::Time),
            SqlType::Json => source.json(at)?.map(|text| Self::Json(text.to_owned())),
            integer => source.int(at, integer)?.map(|number| Self::Int(number, integer)),
        })
    }

    /// Returns the primitive that it is bound as.
    #[must_use]
    pub fn sql_type(&self) -> SqlType {
        match self {
            Self::Null(ty) | Self::Int(_, ty) | Self::DateTime(_, ty) | Self::Array(_, ty) => *ty,
            Self::Bool(_) => SqlType::Bool,
            Self::F32(_) => SqlType::F32,
            Self::F64(_) => SqlType::F64,
            Self::Text(_) => SqlType::Text,
            Self::Bytes(_) => SqlType::Bytes,
            Self::Uuid(_) => SqlType::Uuid,
            Self::Date(_) => SqlType::Date,
            Self::Time(_) => SqlType::Time,
            Self::Json(_) => SqlType::Json,
        }
    }

    /// Tells whether this is NULL.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null(_))
    }

    /// Adds this value to the binds of a statement.
    ///
    /// # Errors
    ///
    /// See [`Binder`].
    pub fn bind(&self, binder: &mut dyn Binder) -> Result<()> {
        match self {
            Self::Null(ty) => binder.null(*ty),
            Self::Bool(v) => binder.bool(*v),
            Self::Int(v, ty) => binder.int(*v, *ty),
            Self::F32(v) => binder.f32(*v),
            Self::F64(v) => binder.f64(*v),
            Self::Text(v) => binder.text(v),
            Self::Bytes(v) => binder.bytes(v),
            Self::Uuid(v) => binder.uuid(*v),
            Self::DateTime(v, ty) => binder.date_time(*v, *ty),
            Self::Date(v) => binder.date(*v),
            Self::Time(v) => binder.time(*v),
            Self::Json(v) => binder.json(v),
            Self::Array(values, ty) => binder.array(values, *ty),
        }
    }
}

/// Equality of keys: numbers are compared by their bits, which is sound because NaN is refused.
impl Eq for Value {}

impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Null(_) => state.write_u8(0),
            Self::Bool(v) => v.hash(state),
            Self::Int(v, _) | Self::DateTime(v, _) | Self::Time(v) => state.write_i64(*v),
            Self::F32(v) => state.write_u32((v + 0.0).to_bits()),
            Self::F64(v) => state.write_u64((v + 0.0).to_bits()),
            Self::Text(v) | Self::Json(v) => v.hash(state),
            Self::Bytes(v) => v.hash(state),
            Self::Uuid(v) => v.hash(state),
            Self::Date(v) => state.write_i32(*v),
            Self::Array(v, _) => v.hash(state),
        }
    }
}

/// A binder that keeps the one value it is given.
struct Slot(Option<Value>);

impl Slot {
    fn put(&mut self, value: Value) -> Result<()> {
        self.0 = Some(value);
        Ok(())
    }
}

impl Binder for Slot {
    fn null(&mut self, ty: SqlType) -> Result<()> {
        self.put(Value::Null(ty))
    }
    fn bool(&mut self, value: bool) -> Result<()> {
        self.put(Value::Bool(value))
    }
    fn int(&mut self, value: i64, ty: SqlType) -> Result<()> {
        self.put(Value::Int(value, ty))
    }
    fn f32(&mut self, value: f32) -> Result<()> {
        self.put(Value::F32(value))
    }
    fn f64(&mut self, value: f64) -> Result<()> {
        self.put(Value::F64(value))
    }
    fn text(&mut self, value: &str) -> Result<()> {
        self.put(Value::Text(value.to_owned()))
    }
    fn bytes(&mut self, value: &[u8]) -> Result<()> {
        self.put(Value::Bytes(value.to_vec()))
    }
    fn uuid(&mut self, value: [u8; 16]) -> Result<()> {
        self.put(Value::Uuid(value))
    }
    fn date_time(&mut self, micros: i64, ty: SqlType) -> Result<()> {
        self.put(Value::DateTime(micros, ty))
    }
    fn date(&mut self, days: i32) -> Result<()> {
        self.put(Value::Date(days))
    }
    fn time(&mut self, micros: i64) -> Result<()> {
        self.put(Value::Time(micros))
    }
    fn json(&mut self, text: &str) -> Result<()> {
        self.put(Value::Json(text.to_owned()))
    }
    fn array(&mut self, values: &[Value], ty: SqlType) -> Result<()> {
        self.put(Value::Array(values.to_vec(), ty))
    }
}
