//! What a column of a row holds, and which Rust values it fits: the rules of SQLite, whose values may be
//! of any storage class whatever the column says.

use crate::error::{Error, ErrorKind, Result};
use crate::value::{Source, SqlType, time};

/// A value in its storage class.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Cell<'r> {
    Null,
    Integer(i64),
    Real(f64),
    /// UTF-8, as far as its writer kept to it.
    Text(&'r [u8]),
    Blob(&'r [u8]),
}

/// A row whose values can be had with their storage classes.
pub(super) trait Cells {
    /// Returns the value of a column, `None` where there is no such column.
    fn cell(&self, at: usize) -> Option<Cell<'_>>;
}

impl<C: Cells> Source for C {
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
        match present(self, at)? {
            Cell::Null => Ok(None),
            Cell::Real(number) => Ok(Some(number)),
            // A sum of no or of whole numbers is an integer; those up to 2^53 are the same number.
            Cell::Integer(whole) if whole.unsigned_abs() <= 1 << f64::MANTISSA_DIGITS => {
                Ok(Some(whole as f64))
            }
            Cell::Integer(_) => Err(unfit(at, "the stored whole number is too large for `f64`")),
            Cell::Text(_) | Cell::Blob(_) => Err(other_type(at)),
        }
    }

    fn text(&self, at: usize) -> Result<Option<&str>> {
        match present(self, at)? {
            Cell::Null => Ok(None),
            Cell::Text(text) => match std::str::from_utf8(text) {
                Ok(text) => Ok(Some(text)),
                Err(error) => {
                    let unreadable = unfit(at, "the stored value can not be read");
                    Err(unreadable.with_detail(error.to_string()))
                }
            },
            Cell::Integer(_) | Cell::Real(_) | Cell::Blob(_) => Err(other_type(at)),
        }
    }

    fn bytes(&self, at: usize) -> Result<Option<&[u8]>> {
        match present(self, at)? {
            Cell::Null => Ok(None),
            Cell::Blob(bytes) => Ok(Some(bytes)),
            Cell::Text(_) => Err(unfit(at, "text is stored where bytes are expected")),
            Cell::Integer(_) | Cell::Real(_) => Err(other_type(at)),
        }
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

#[inline]
fn present(row: &impl Cells, at: usize) -> Result<Cell<'_>> {
    row.cell(at).ok_or_else(|| unfit(at, "the row has no such column"))
}

#[inline]
fn integer(row: &impl Cells, at: usize) -> Result<Option<i64>> {
    match present(row, at)? {
        Cell::Null => Ok(None),
        Cell::Integer(number) => Ok(Some(number)),
        Cell::Real(_) | Cell::Text(_) | Cell::Blob(_) => Err(other_type(at)),
    }
}

fn parsed<T>(row: &impl Source, at: usize, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>> {
    let Some(text) = row.text(at)? else { return Ok(None) };
    match parse(text) {
        Some(value) => Ok(Some(value)),
        None => Err(unfit(at, "the stored text is no date or time")),
    }
}

fn other_type(at: usize) -> Error {
    unfit(at, "a value of another type is stored")
}

fn unfit(at: usize, message: &'static str) -> Error {
    Error::new(ErrorKind::Decode, message).at(at)
}
