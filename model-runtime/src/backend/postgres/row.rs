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
        let Some((value, oid)) = present(self, at)? else { return Ok(None) };
        // text, varchar, char(n), name, unknown; an enum of the database is sent as its label.
        let is_text = matches!(oid, 25 | 1043 | 1042 | 19 | 705)
            || matches!(value.type_info().kind(), PgTypeKind::Enum(_))
            || value.type_info().name().eq_ignore_ascii_case("citext");
        if !is_text {
            return Err(another_type(at));
        }
        value.as_str().map(Some).map_err(|_| unfit(at, "the stored text is not UTF-8"))
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
fn read<'r, T>(
    row: &'r PgRow,
    at: usize,
    decode: impl FnOnce(u32, &'r [u8]) -> Option<T>,
) -> Result<Option<T>> {
    let Some((value, oid)) = present(row, at)? else { return Ok(None) };
    match value.as_bytes().ok().and_then(|bytes| decode(oid, bytes)) {
        Some(value) => Ok(Some(value)),
        None => Err(another_type(at)),
    }
}

fn present(row: &PgRow, at: usize) -> Result<Option<(PgValueRef<'_>, u32)>> {
    let value = row.try_get_raw(at).map_err(|_| unfit(at, "the row has no such column"))?;
    if value.is_null() {
        return Ok(None);
    }
    if value.format() != PgValueFormat::Binary {
        return Err(unfit(at, "the value came as text"));
    }
    let oid = value.type_info().oid().map_or(0, |oid| oid.0);
    Ok(Some((value, oid)))
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
