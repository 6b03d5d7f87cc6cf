//! Rows of MySQL and MariaDB, in the binary format of prepared statements.

use sqlx::mysql::{MySqlRow, MySqlValueRef};
use sqlx::{Decode, MySql, Row as _, Type, TypeInfo as _, ValueRef as _};

use crate::error::{Error, ErrorKind, Result};
use crate::value::{Source, SqlType, time};

impl Source for MySqlRow {
    fn bool(&self, at: usize) -> Result<Option<bool>> {
        match self.int(at, SqlType::I8)? {
            None => Ok(None),
            Some(0) => Ok(Some(false)),
            Some(1) => Ok(Some(true)),
            Some(_) => Err(unfit(at, "a truth value is stored as neither 0 nor 1")),
        }
    }

    fn int(&self, at: usize, _: SqlType) -> Result<Option<i64>> {
        let value = raw(self, at)?;
        if is::<i64>(&value) {
            let Some(bytes) = bytes_of(value) else { return Ok(None) };
            return signed(bytes).map(Some).ok_or_else(|| another_type(at));
        }
        let Some(value) = present(self, at)? else { return Ok(None) };
        let unsigned: u64 = typed(value, at)?;
        i64::try_from(unsigned)
            .map(Some)
            .map_err(|_| unfit(at, "the stored number is above `i64::MAX`"))
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
        present(self, at)?.map(|value| typed(value, at)).transpose()
    }

    fn text(&self, at: usize) -> Result<Option<&str>> {
        let value = raw(self, at)?;
        if is::<str>(&value) {
            let Some(bytes) = bytes_of(value) else { return Ok(None) };
            let text = std::str::from_utf8(bytes);
            return text.map(Some).map_err(|_| unfit(at, "the stored text is not UTF-8"));
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

    fn date_time(&self, at: usize, _: SqlType) -> Result<Option<i64>> {
        calendar(self, at, &["DATETIME", "TIMESTAMP"], |bytes| {
            let days = days(bytes.get(..4)?)?;
            i64::from(days).checked_mul(time::DAY)?.checked_add(time_of_day(bytes.get(4..)?)?)
        })
    }

    fn date(&self, at: usize) -> Result<Option<i32>> {
        calendar(self, at, &["DATE"], days)
    }

    fn time(&self, at: usize) -> Result<Option<i64>> {
        // A sign and a number of days come first: MySQL's TIME is a span, of which only those within a
        // day are times of day.
        calendar(self, at, &["TIME"], |bytes| match bytes {
            [] => Some(0),
            [0, 0, 0, 0, 0, rest @ ..] => time_of_day(rest),
            _ => None,
        })
    }

    fn json(&self, at: usize) -> Result<Option<&str>> {
        let Some(value) = present(self, at)? else { return Ok(None) };
        // MariaDB's JSON is a text; MySQL's has a type of its own, which is sent as text.
        if is::<str>(&value) || value.type_info().name() == "JSON" {
            return decode(value, at).map(Some);
        }
        Err(another_type(at))
    }
}

/// Reads a date or a time from its bytes, which begin with their number; `None` does not fit.
fn calendar<T>(
    row: &MySqlRow,
    at: usize,
    types: &[&str],
    parse: impl FnOnce(&[u8]) -> Option<T>,
) -> Result<Option<T>> {
    let value = raw(row, at)?;
    if !types.contains(&value.type_info().name()) && !value.type_info().is_null() {
        return if value.is_null() { Ok(None) } else { Err(another_type(at)) };
    }
    // The driver takes the date 0000-00-00, which has no bytes, for NULL: so NULL is asked for here.
    let Ok(bytes) = <&[u8] as Decode<'_, MySql>>::decode(value) else { return Ok(None) };
    let parsed = bytes.split_first().and_then(|(length, rest)| {
        if usize::from(*length) == rest.len() { parse(rest) } else { None }
    });
    match parsed {
        Some(value) => Ok(Some(value)),
        None => Err(unfit(at, "the stored date or time is none of the calendar")),
    }
}

/// Year, month and day; a DATETIME at midnight has no more.
fn days(bytes: &[u8]) -> Option<i32> {
    let [low, high, month, day] = *bytes else { return None };
    let year = u16::from_le_bytes([low, high]);
    let days = time::days_from_civil(year.into(), month.into(), day.into())?;
    time::checked_day(days).ok()
}

/// Hour, minute, second and microseconds, of which zeros at the end are left out.
fn time_of_day(bytes: &[u8]) -> Option<i64> {
    let (hour, minute, second, micros) = match *bytes {
        [] => (0, 0, 0, 0),
        [hour, minute, second] => (hour, minute, second, 0),
        [hour, minute, second, a, b, c, d] => {
            (hour, minute, second, u32::from_le_bytes([a, b, c, d]))
        }
        _ => return None,
    };
    if hour > 23 || minute > 59 || second > 59 || micros > 999_999 {
        return None;
    }
    let seconds = (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second);
    Some(seconds * 1_000_000 + i64::from(micros))
}

#[inline]
fn raw(row: &MySqlRow, at: usize) -> Result<MySqlValueRef<'_>> {
    row.try_get_raw(at).map_err(|_| unfit(at, "the row has no such column"))
}

#[inline]
fn present(row: &MySqlRow, at: usize) -> Result<Option<MySqlValueRef<'_>>> {
    let value = raw(row, at)?;
    Ok(if value.is_null() { None } else { Some(value) })
}

#[inline]
fn is<T: Type<MySql> + ?Sized>(value: &MySqlValueRef<'_>) -> bool {
    T::compatible(&value.type_info())
}

#[inline]
fn typed<'r, T: Decode<'r, MySql> + Type<MySql>>(value: MySqlValueRef<'r>, at: usize) -> Result<T> {
    if !is::<T>(&value) {
        return Err(another_type(at));
    }
    decode(value, at)
}

#[inline]
fn decode<'r, T: Decode<'r, MySql>>(value: MySqlValueRef<'r>, at: usize) -> Result<T> {
    T::decode(value).map_err(|error| {
        unfit(at, "the stored value can not be read").with_detail(error.to_string())
    })
}

/// Returns the bytes of a value that is no date; `None` for NULL.
#[inline]
fn bytes_of(value: MySqlValueRef<'_>) -> Option<&[u8]> {
    <&[u8] as Decode<'_, MySql>>::decode(value).ok()
}

/// Reads an integer of any of the server's widths; the driver's own way takes twice as long.
#[inline]
fn signed(bytes: &[u8]) -> Option<i64> {
    match *bytes {
        [a] => Some(i8::from_le_bytes([a]).into()),
        [a, b] => Some(i16::from_le_bytes([a, b]).into()),
        [a, b, c, d] => Some(i32::from_le_bytes([a, b, c, d]).into()),
        _ => bytes.try_into().ok().map(i64::from_le_bytes),
    }
}

fn another_type(at: usize) -> Error {
    unfit(at, "a value of another type is stored")
}

fn unfit(at: usize, message: &'static str) -> Error {
    Error::new(ErrorKind::Decode, message).at(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_no_calendar_are_refused() {
        assert_eq!(days(&[0xb2, 0x07, 1, 1]), Some(0));
        assert_eq!(days(&[0, 0, 0, 0]), None);
        assert_eq!(days(&[0xe7, 0x07, 2, 30]), None);
        assert_eq!(days(&[1, 2, 3]), None);
        assert_eq!(time_of_day(&[1, 0, 0]), Some(3_600_000_000));
        assert_eq!(time_of_day(&[0, 0, 1, 1, 0, 0, 0]), Some(1_000_001));
        assert_eq!(time_of_day(&[24, 0, 0]), None);
        assert_eq!(time_of_day(&[1]), None);
    }

    #[test]
    fn integers_have_the_width_of_their_column() {
        assert_eq!(signed(&[0xff]), Some(-1));
        assert_eq!(signed(&[0, 0x80]), Some(i16::MIN.into()));
        assert_eq!(signed(&i32::MIN.to_le_bytes()), Some(i32::MIN.into()));
        assert_eq!(signed(&i64::MAX.to_le_bytes()), Some(i64::MAX));
        assert_eq!(signed(&[]), None);
        assert_eq!(signed(&[1, 2, 3]), None);
    }
}
