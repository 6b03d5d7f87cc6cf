//! Text and bytes.

use crate::error::{Error, ErrorKind, Result};
use crate::value::{Binder, ColumnType, ColumnValue, Source, SqlType, Value};

/// A field that text searches apply to.
#[diagnostic::on_unimplemented(
    message = "a column of type `{Self}` can not be searched as text",
    label = "not a text column"
)]
pub trait TextColumn: ColumnValue {}

#[diagnostic::do_not_recommend]
impl TextColumn for String {}
#[diagnostic::do_not_recommend]
impl TextColumn for Option<String> {}

/// Refuses NUL: PostgreSQL does not store it, and SQLite's functions stop at it.
pub(crate) fn without_nul(text: &str) -> Result<&str> {
    if text.as_bytes().contains(&0) {
        return Err(Error::new(
            ErrorKind::InvalidValue,
            "text with a NUL character can not be stored",
        ));
    }
    Ok(text)
}

#[diagnostic::do_not_recommend]
impl ColumnType for String {
    const SQL_TYPE: SqlType = SqlType::Text;

    fn bind(&self, binder: &mut dyn Binder) -> Result<()> {
        binder.text(without_nul(self)?)
    }

    fn read(source: &dyn Source, at: usize) -> Result<Option<Self>> {
        Ok(source.text(at)?.map(str::to_owned))
    }

    fn into_stored(self) -> Result<Value> {
        without_nul(&self)?;
        Ok(Value::Text(self))
    }
}

#[diagnostic::do_not_recommend]
impl ColumnType for Vec<u8> {
    const SQL_TYPE: SqlType = SqlType::Bytes;

    fn bind(&self, binder: &mut dyn Binder) -> Result<()> {
        binder.bytes(self)
    }

    fn read(source: &dyn Source, at: usize) -> Result<Option<Self>> {
        Ok(source.bytes(at)?.map(<[u8]>::to_vec))
    }

    fn into_stored(self) -> Result<Value> {
        Ok(Value::Bytes(self))
    }
}
