//! Values for SQLite: five storage classes, times as text.

use std::sync::Arc;

use sqlx::Arguments as _;
use sqlx::sqlite::SqliteArguments;

use crate::backend::json_array::json_array;
use crate::error::{Error, ErrorKind, Result};
use crate::value::{Binder, SqlType, Value, time};

/// The values of a statement.
#[derive(Debug, Clone, Default)]
pub(crate) struct SqliteArgs(SqliteArguments);

impl SqliteArgs {
    pub(in crate::backend) fn new(capacity: usize) -> Self {
        let mut args = SqliteArguments::default();
        args.reserve(capacity, 0);
        Self(args)
    }

    pub(in crate::backend) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn into_driver(self) -> SqliteArguments {
        self.0
    }

    fn add<'v, T>(&mut self, value: T) -> Result<()>
    where
        T: sqlx::Encode<'v, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
    {
        self.0.add(value).map_err(|error| {
            Error::new(ErrorKind::InvalidValue, "the value can not be sent")
                .with_detail(error.to_string())
        })
    }
}

impl Binder for SqliteArgs {
    fn null(&mut self, _: SqlType) -> Result<()> {
        self.add(None::<i64>)
    }

    fn bool(&mut self, value: bool) -> Result<()> {
        self.add(i64::from(value))
    }

    fn int(&mut self, value: i64, _: SqlType) -> Result<()> {
        self.add(value)
    }

    fn f32(&mut self, value: f32) -> Result<()> {
        self.add(f64::from(value))
    }

    fn f64(&mut self, value: f64) -> Result<()> {
        self.add(value)
    }

    fn text(&mut self, value: &str) -> Result<()> {
        // One allocation; of a `&str` the driver makes two.
        self.add(Arc::<str>::from(value))
    }

    fn bytes(&mut self, value: &[u8]) -> Result<()> {
        self.add(value)
    }

    fn uuid(&mut self, value: [u8; 16]) -> Result<()> {
        self.add(value.as_slice())
    }

    fn date_time(&mut self, micros: i64, ty: SqlType) -> Result<()> {
        self.add(time::format_date_time(micros, ty == SqlType::DateTimeUtc)?)
    }

    fn date(&mut self, days: i32) -> Result<()> {
        self.add(time::format_date(days)?)
    }

    fn time(&mut self, micros: i64) -> Result<()> {
        if !(0..time::DAY).contains(&micros) {
            return Err(Error::new(ErrorKind::OutOfRange, "the value is no time of day"));
        }
        self.add(time::format_time(micros))
    }

    fn json(&mut self, text: &str) -> Result<()> {
        self.add(text)
    }

    fn array(&mut self, values: &[Value], _: SqlType) -> Result<()> {
        self.add(json_array(values, true)?)
    }
}
