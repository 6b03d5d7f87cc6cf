//! Rows of PostgreSQL, read from its binary format with a look at the column's type.

use sqlx::postgres::{PgRow, PgTypeKind, PgValueFormat, PgValueRef};
use sqlx::{Row as _, TypeInfo as _, ValueRef as _};

use crate::backend::wire::{EPOCH_DAYS, EPOCH_MICROS, JSONB_VERSION};
use crate::error::{Error, ErrorKind, Result};
use crate::value::{Source, SqlType, time};

impl Source for PgRow {
    fn bool(&self, at: usize) -> Result<Option<bool>> {
        read(self, at, |oid, bytes| match (oid, bytes) {
            (16, [byte]) => Some(*byte != 0),
            _ => None,
        })
    }

    fn int(&self, at: usize, _: SqlType) -> Result<Option<i64>> {
        read(self, at, |oid, bytes| match oid {
            20 => fixed(bytes).map(i64::from_be_bytes),
            23 => fixed(bytes).map(|bytes| i32::from_be_bytes(bytes).into()),
            21 => fixed(bytes).map(|bytes| i16::from_be_bytes(bytes).into()),
            _ => None,
        })
    }

    fn f32(&self, at: usize) -> Result<Option<f32>> {
        read(self, at, |oid, bytes| match oid {
            700 => fixed(bytes).map(f32::from_be_bytes),
            701 => fixed(bytes).map(f64::from_be_bytes).and_then(narrow),
            _ => None,
        })
    }

    fn f64(&self, at: usize) -> Result<Option<f64>> {
        read(self, at, |oid, bytes| match oid {
            701 => fixed(bytes).map(f64::from_be_bytes),
            700 => fixed(bytes).map(|bytes| f32::from_be_bytes(bytes).into()),
            _ => None,
        })
    }

    fn text(&self, at: usize) -> Result<Option<&str>> {
        let Some((oid, bytes)) = present(self, at)? else { return Ok(None) };
        // text, varchar, char(n), name, unknown.
        if !matches!(oid, 25 | 1043 | 1042 | 19 | 705) && !is_sent_as_text(self, at)? {
            return Err(another_type(at));
        }
        let text = std::str::from_utf8(bytes);
        text.map(Some).map_err(|_| unfit(at, "the stored text is not UTF-8"))
    }

    fn bytes(&self, at: usize) -> Result<Option<&[u8]>> {
        read(self, at, |oid, bytes| (oid == 17).then_some(bytes))
    }

    fn uuid(&self, at: usize) -> Result<Option<[u8; 16]>> {
        read(self, at, |oid, bytes| if oid == 2950 { fixed(bytes) } else { None })
    }

    fn date_time(&self, at: usize, ty: SqlType) -> Result<Option<i64>> {
        let wanted = if ty == SqlType::DateTimeUtc { 1184 } else { 1114 };
        read(self, at, |oid, bytes| {
            if oid != wanted {
                return None;
            }
            match i64::from_be_bytes(fixed(bytes)?) {
                // `-infinity` and `infinity`.
                i64::MIN | i64::MAX => None,
                micros => micros.checked_add(EPOCH_MICROS),
            }
        })
    }

    fn date(&self, at: usize) -> Result<Option<i32>> {
        read(self, at, |oid, bytes| match (oid, i32::from_be_bytes(fixed(bytes)?)) {
            (1082, i32::MIN | i32::MAX) => None,
            (1082, days) => days.checked_add(EPOCH_DAYS),
            _ => None,
        })
    }

    fn time(&self, at: usize) -> Result<Option<i64>> {
        // 24:00:00 is a time of PostgreSQL's, but of no other.
        read(self, at, |oid, bytes| match (oid, i64::from_be_bytes(fixed(bytes)?)) {
            (1083, micros) if (0..time::DAY).contains(&micros) => Some(micros),
            _ => None,
        })
    }

    fn json(&self, at: usize) -> Result<Option<&str>> {
        read(self, at, |oid, bytes| {
            let text = match (oid, bytes) {
                (3802, [JSONB_VERSION, text @ ..]) => text,
                (114, text) => text,
                _ => return None,
            };
            std::str::from_utf8(text).ok()
        })
    }
}

/// Reads a value that is not NULL from its type and its bytes; `None` is a value that does not fit.
#[inline]
fn read<'r, T>(
    row: &'r PgRow,
    at: usize,
    decode: impl FnOnce(u32, &'r [u8]) -> Option<T>,
) -> Result<Option<T>> {
    let Some((oid, bytes)) = present(row, at)? else { return Ok(None) };
    match decode(oid, bytes) {
        Some(value) => Ok(Some(value)),
        None => Err(another_type(at)),
    }
}

/// Returns the number of a value's type, and its bytes; `None` for NULL.
#[inline]
fn present(row: &PgRow, at: usize) -> Result<Option<(u32, &[u8])>> {
    let value = raw(row, at)?;
    // The driver's error means NULL.
    let Ok(bytes) = value.as_bytes() else { return Ok(None) };
    if value.format() != PgValueFormat::Binary {
        return Err(unfit(at, "the value came as text"));
    }
    let oid = value.type_info().oid().map_or(0, |oid| oid.0);
    Ok(Some((oid, bytes)))
}

#[inline]
fn raw(row: &PgRow, at: usize) -> Result<PgValueRef<'_>> {
    row.try_get_raw(at).map_err(|_| unfit(at, "the row has no such column"))
}

/// Tells whether a type of no fixed number is sent as text: an enum of the database comes as its label.
#[cold]
fn is_sent_as_text(row: &PgRow, at: usize) -> Result<bool> {
    let value = raw(row, at)?;
    let ty = value.type_info();
    Ok(matches!(ty.kind(), PgTypeKind::Enum(_)) || ty.name().eq_ignore_ascii_case("citext"))
}

fn fixed<const N: usize>(bytes: &[u8]) -> Option<[u8; N]> {
    bytes.try_into().ok()
}

/// The cast makes infinity of what is too large.
fn narrow(wide: f64) -> Option<f32> {
    let narrow = wide as f32;
    (narrow.is_finite() || !wide.is_finite()).then_some(narrow)
}

fn another_type(at: usize) -> Error {
    unfit(at, "a value of another type, or outside of what the field can hold, is stored")
}

fn unfit(at: usize, message: &'static str) -> Error {
    Error::new(ErrorKind::Decode, message).at(at)
}
