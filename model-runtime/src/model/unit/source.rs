//! Values in the place of a row, so that a field can be read from what was written.

use crate::error::Result;
use crate::value::{Source, SqlType, Value};

/// Some columns of a row by their positions; the others are NULL.
pub(crate) struct Cells<'v>(pub(crate) &'v [(usize, Value)]);

impl Cells<'_> {
    fn at(&self, column: usize) -> Option<&Value> {
        self.0.iter().find(|(at, _)| *at == column).map(|(_, value)| value)
    }
}

/// Reads a kind of value; one of another kind is NULL, which a field of that type can not hold.
macro_rules! read {
    ($self:ident, $at:ident, $pattern:pat => $value:expr) => {
        Ok(match $self.at($at) {
            Some($pattern) => Some($value),
            _ => None,
        })
    };
}

impl Source for Cells<'_> {
    fn bool(&self, at: usize) -> Result<Option<bool>> {
        read!(self, at, Value::Bool(v) => *v)
    }
    fn int(&self, at: usize, _: SqlType) -> Result<Option<i64>> {
        read!(self, at, Value::Int(v, _) => *v)
    }
    fn f32(&self, at: usize) -> Result<Option<f32>> {
        read!(self, at, Value::F32(v) => *v)
    }
    fn f64(&self, at: usize) -> Result<Option<f64>> {
        read!(self, at, Value::F64(v) => *v)
    }
    fn text(&self, at: usize) -> Result<Option<&str>> {
        read!(self, at, Value::Text(v) => v.as_str())
    }
    fn bytes(&self, at: usize) -> Result<Option<&[u8]>> {
        read!(self, at, Value::Bytes(v) => v.as_slice())
    }
    fn uuid(&self, at: usize) -> Result<Option<[u8; 16]>> {
        read!(self, at, Value::Uuid(v) => *v)
    }
    fn date_time(&self, at: usize, _: SqlType) -> Result<Option<i64>> {
        read!(self, at, Value::DateTime(v, _) => *v)
    }
    fn date(&self, at: usize) -> Result<Option<i32>> {
        read!(self, at, Value::Date(v) => *v)
    }
    fn time(&self, at: usize) -> Result<Option<i64>> {
        read!(self, at, Value::Time(v) => *v)
    }
    fn json(&self, at: usize) -> Result<Option<&str>> {
        read!(self, at, Value::Json(v) => v.as_str())
    }
}
