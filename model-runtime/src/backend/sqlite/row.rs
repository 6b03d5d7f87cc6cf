//! Rows that the driver's thread sent over.

use sqlx::sqlite::{SqliteRow, SqliteTypeInfo, SqliteValueRef};
use sqlx::{Decode, Row as _, Sqlite, Type, ValueRef as _};

use crate::backend::sqlite::cell::{Cell, Cells};

impl Cells for SqliteRow {
    #[inline]
    fn cell(&self, at: usize) -> Option<Cell<'_>> {
        let value = self.try_get_raw(at).ok()?;
        // The driver would decode NULL as 0, false or "".
        if value.is_null() {
            return Some(Cell::Null);
        }
        let class = value.type_info().into_owned();
        Some(if is::<i64>(&class) {
            Cell::Integer(decode(value)?)
        } else if is::<str>(&class) {
            Cell::Text(decode(value)?)
        } else if is::<f64>(&class) {
            Cell::Real(decode(value)?)
        } else {
            Cell::Blob(decode(value)?)
        })
    }
}

#[inline]
fn is<T: Type<Sqlite> + ?Sized>(class: &SqliteTypeInfo) -> bool {
    *class == T::type_info()
}

/// Returns what SQLite holds; it is of the class already.
#[inline]
fn decode<'r, T: Decode<'r, Sqlite>>(value: SqliteValueRef<'r>) -> Option<T> {
    T::decode(value).ok()
}
