//! PostgreSQL's binary format: how each primitive is written. Pure, so that it needs no driver.

use crate::error::{Error, ErrorKind, Result};
use crate::value::{Binder, SqlType, Value, time};

/// 2000-01-01 in microseconds since 1970.
pub(super) const EPOCH_MICROS: i64 = 946_684_800_000_000;
/// 2000-01-01 in days since 1970-01-01.
pub(super) const EPOCH_DAYS: i32 = 10_957;
/// The first byte of a JSONB value.
pub(super) const JSONB_VERSION: u8 = 1;

/// The number of a type in the catalog `pg_type`; those of built-in types never change.
pub(super) type Oid = u32;

/// Returns the type as which a primitive is sent.
pub(super) const fn oid(ty: SqlType) -> Oid {
    match ty {
        SqlType::Bool => 16,
        SqlType::I8 | SqlType::I16 | SqlType::U8 => 21,
        SqlType::I32 | SqlType::U16 => 23,
        SqlType::I64 | SqlType::U32 | SqlType::U64 => 20,
        SqlType::F32 => 700,
        SqlType::F64 => 701,
        SqlType::Text => 25,
        SqlType::Bytes => 17,
        SqlType::Uuid => 2950,
        SqlType::DateTimeUtc => 1184,
        SqlType::DateTime => 1114,
        SqlType::Date => 1082,
        SqlType::Time => 1083,
        SqlType::Json => 3802,
    }
}

/// Returns the type of arrays of a primitive.
pub(super) const fn array_oid(ty: SqlType) -> Oid {
    match oid(ty) {
        16 => 1000,
        21 => 1005,
        23 => 1007,
        20 => 1016,
        700 => 1021,
        701 => 1022,
        17 => 1001,
        2950 => 2951,
        1184 => 1185,
        1114 => 1115,
        1082 => 1182,
        1083 => 1183,
        3802 => 3807,
        _ => 1009,
    }
}

/// Takes encoded values: the values of a statement, or the elements of an array.
pub(super) trait Cells {
    /// Adds a value of a type, given in pieces; `None` is NULL.
    fn cell(&mut self, ty: Oid, pieces: Option<&[&[u8]]>) -> Result<()>;

    /// Adds an array as one value.
    fn array(&mut self, values: &[Value], ty: SqlType) -> Result<()>;
}

impl<C: Cells> Binder for C {
    fn null(&mut self, ty: SqlType) -> Result<()> {
        self.cell(oid(ty), None)
    }

    fn bool(&mut self, value: bool) -> Result<()> {
        self.cell(oid(SqlType::Bool), Some(&[&[u8::from(value)]]))
    }

    fn int(&mut self, value: i64, ty: SqlType) -> Result<()> {
        match oid(ty) {
            21 => self.cell(21, Some(&[&narrow::<i16>(value)?.to_be_bytes()])),
            23 => self.cell(23, Some(&[&narrow::<i32>(value)?.to_be_bytes()])),
            _ => self.cell(20, Some(&[&value.to_be_bytes()])),
        }
    }

    fn f32(&mut self, value: f32) -> Result<()> {
        self.cell(oid(SqlType::F32), Some(&[&value.to_be_bytes()]))
    }

    fn f64(&mut self, value: f64) -> Result<()> {
        self.cell(oid(SqlType::F64), Some(&[&value.to_be_bytes()]))
    }

    fn text(&mut self, value: &str) -> Result<()> {
        self.cell(oid(SqlType::Text), Some(&[value.as_bytes()]))
    }

    fn bytes(&mut self, value: &[u8]) -> Result<()> {
        self.cell(oid(SqlType::Bytes), Some(&[value]))
    }

    fn uuid(&mut self, value: [u8; 16]) -> Result<()> {
        self.cell(oid(SqlType::Uuid), Some(&[&value]))
    }

    fn date_time(&mut self, micros: i64, ty: SqlType) -> Result<()> {
        // PostgreSQL could hold more years than the others; what one refuses all refuse.
        let day = i32::try_from(micros.div_euclid(time::DAY)).map_err(|_| out_of_range())?;
        time::checked_day(day)?;
        self.cell(oid(ty), Some(&[&(micros - EPOCH_MICROS).to_be_bytes()]))
    }

    fn date(&mut self, days: i32) -> Result<()> {
        let days = time::checked_day(days)? - EPOCH_DAYS;
        self.cell(oid(SqlType::Date), Some(&[&days.to_be_bytes()]))
    }

    fn time(&mut self, micros: i64) -> Result<()> {
        if !(0..time::DAY).contains(&micros) {
            return Err(out_of_range());
        }
        self.cell(oid(SqlType::Time), Some(&[&micros.to_be_bytes()]))
    }

    fn json(&mut self, text: &str) -> Result<()> {
        self.cell(oid(SqlType::Json), Some(&[&[JSONB_VERSION], text.as_bytes()]))
    }

    fn array(&mut self, values: &[Value], ty: SqlType) -> Result<()> {
        Cells::array(self, values, ty)
    }
}

fn narrow<T: TryFrom<i64>>(value: i64) -> Result<T> {
    T::try_from(value).map_err(|_| out_of_range())
}

fn out_of_range() -> Error {
    Error::new(ErrorKind::OutOfRange, "the value is outside of what its column can hold")
}
