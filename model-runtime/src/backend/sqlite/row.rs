//! Rows of SQLite, whose values may be of any storage class whatever the column says.

use sqlx::sqlite::{SqliteRow, SqliteValueRef};
use sqlx::{Decode, Row as _, Sqlite, Type, ValueRef as _};

use crate::error::{Error, ErrorKind, Result};
use crate::value::{Source, SqlType, time};

impl Source for SqliteRow {
    fn bool(&self, at: usize) -> Result<Option<bool>> {
        match integer(self, at)? {
            None => Ok(None),
            Some(0) => Ok(Some(false)),
            Some(1) => Ok(Some(true)),
            Some(_) => Err(unfit(at, "a truth value is stored as neither 0 nor 1")),
        }
    }

    fn int(&self, at: usize, _: SqlType) -> Result<Option<i64>> {
        integer(self, at)
    }

    fn f32(&self, at: usize) -> Result<Option<f32>> {
        let Some(wide) = self.f64(at)? else { return Ok(None) };
        let narrow = wide as f32;
        // The cast makes infinity of what is too large.
        if narrow.is_infinite() && wide.is_finite() {
            return Err(unfit(at, "the stored number does not fit `f32`"));
        }
        Ok(Some(narrow))
    }

    fn f64(&self, at: usize) -> Result<Option<f64>> {
        let Some(value) = present(self, at)? else { return Ok(None) };
        // A sum of no or of whole numbers is an integer; those up to 2^53 are the same number.
        if is::<i64>(&value) {
            let whole: i64 = decode(value, at)?;
            return match whole.unsigned_abs() <= 1 << f64::MANTISSA_DIGITS {
                true => Ok(Some(whole as f64)),
                false => Err(unfit(at, "the stored whole number is too large for `f64`")),
            };
        }
        typed(value, at).map(Some)
    }

    fn text(&self, at: usize) -> Result<Option<&str>> {
        if let Ok(text) = self.try_get::<Option<&str>, usize>(at) {
            return Ok(text);
        }
        present(self, at)?.map(|value| typed(value, at)).transpose()
    }

    fn bytes(&self, at: usize) -> Result<Option<&[u8]>> {
        let Some(value) = present(self, at)? else { return Ok(None) };
        if is::<str>(&value) {
            return Err(unfit(at, "text is stored where bytes are expected"));
        }
        typed(value, at).map(Some)
    }

    fn uuid(&self, at: usize) -> Result<Option<[u8; 16]>> {
        let Some(bytes) = self.bytes(at)? else { return Ok(None) };
        bytes
            .try_into()
            .map(Some)
            .map_err(|_| unfit(at, "a UUID is stored with other than 16 bytes"))
    }

    fn date_time(&self, at: usize, ty: SqlType) -> Result<Option<i64>> {
        parsed(self, at, |text| time::parse_date_time(text, ty == SqlType::DateTimeUtc))
    }

    fn date(&self, at: usize) -> Result<Option<i32>> {
        parsed(self, at, time::parse_date)
    }

    fn time(&self, at: usize) -> Result<Option<i64>> {
        parsed(self, at, time::parse_time)
    }

    fn json(&self, at: usize) -> Result<Option<&str>> {
        self.text(at)
    }
}

/// Returns the value, `None` for NULL, which the driver would decode as 0, false or "".
#[inline]
fn present(row: &SqliteRow, at: usize) -> Result<Option<SqliteValueRef<'_>>> {
    let value = row.try_get_raw(at).map_err(|_| unfit(at, "the row has no such column"))?;
    Ok(if value.is_null() { None } else { Some(value) })
}

#[inline]
fn integer(row: &SqliteRow, at: usize) -> Result<Option<i64>> {
    // The driver's own way is the shortest; what it refuses is looked at closer, to be told apart.
    if let Ok(number) = row.try_get::<Option<i64>, usize>(at) {
        return Ok(number);
    }
    present(row, at)?.map(|value| typed(value, at)).transpose()
}

#[inline]
fn is<T: Type<Sqlite> + ?Sized>(value: &SqliteValueRef<'_>) -> bool {
    *value.type_info() == T::type_info()
}

#[inline]
fn typed<'r, T: Decode<'r, Sqlite> + Type<Sqlite>>(
    value: SqliteValueRef<'r>,
    at: usize,
) -> Result<T> {
    if !T::compatible(&value.type_info()) {
        return Err(unfit(at, "a value of another type is stored"));
    }
    decode(value, at)
}

#[inline]
fn decode<'r, T: Decode<'r, Sqlite>>(value: SqliteValueRef<'r>, at: usize) -> Result<T> {
    T::decode(value).map_err(|error| {
        unfit(at, "the stored value can not be read").with_detail(error.to_string())
    })
}

fn parsed<T>(row: &SqliteRow, at: usize, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>> {
    let Some(text) = row.text(at)? else { return Ok(None) };
    match parse(text) {
        Some(value) => Ok(Some(value)),
        None => Err(unfit(at, "the stored text is no date or time")),
    }
}

fn unfit(at: usize, message: &'static str) -> Error {
    Error::new(ErrorKind::Decode, message).at(at)
}
