//! Values for MySQL and MariaDB.

use sqlx::Arguments as _;
use sqlx::mysql::MySqlArguments;

use crate::backend::json_array::json_array;
use crate::error::{Error, ErrorKind, Result};
use crate::value::{Binder, SqlType, Value, time};

/// The values of a statement.
#[derive(Debug, Clone, Default)]
pub(crate) struct MySqlArgs {
    values: MySqlArguments,
    bytes: usize,
}

impl MySqlArgs {
    pub(in crate::backend) fn new(capacity: usize) -> Self {
        let mut values = MySqlArguments::default();
        values.reserve(capacity, capacity.saturating_mul(9));
        Self { values, bytes: 0 }
    }

    pub(in crate::backend) fn len(&self) -> usize {
        self.values.len()
    }

    /// Returns about how many bytes are sent: the driver does not tell.
    pub(in crate::backend) fn weight(&self) -> usize {
        self.bytes
    }

    pub(super) fn into_driver(self) -> MySqlArguments {
        self.values
    }

    fn add<'v, T>(&mut self, value: T, bytes: usize) -> Result<()>
    where
        T: sqlx::Encode<'v, sqlx::MySql> + sqlx::Type<sqlx::MySql>,
    {
        // The value's length and type are sent along.
        self.bytes = self.bytes.saturating_add(bytes).saturating_add(11);
        self.values.add(value).map_err(|error| {
            Error::new(ErrorKind::InvalidValue, "the value can not be sent")
                .with_detail(error.to_string())
        })
    }

    fn add_text(&mut self, value: &str) -> Result<()> {
        self.add(value, value.len())
    }
}

impl Binder for MySqlArgs {
    fn null(&mut self, _: SqlType) -> Result<()> {
        self.add(None::<&str>, 0)
    }

    fn bool(&mut self, value: bool) -> Result<()> {
        self.add(i8::from(value), 1)
    }

    fn int(&mut self, value: i64, _: SqlType) -> Result<()> {
        self.add(value, 8)
    }

    fn f32(&mut self, value: f32) -> Result<()> {
        self.add(value, 4)
    }

    fn f64(&mut self, value: f64) -> Result<()> {
        self.add(value, 8)
    }

    fn text(&mut self, value: &str) -> Result<()> {
        self.add_text(value)
    }

    fn bytes(&mut self, value: &[u8]) -> Result<()> {
        self.add(value, value.len())
    }

    fn uuid(&mut self, value: [u8; 16]) -> Result<()> {
        self.add(value.as_slice(), 16)
    }

    fn date_time(&mut self, micros: i64, _: SqlType) -> Result<()> {
        // A DATETIME knows no zone: the instant is written as it reads in UTC. Older servers do not
        // know the `T` either.
        self.add_text(&time::format_date_time(micros, false)?.replace('T', " "))
    }

    fn date(&mut self, days: i32) -> Result<()> {
        self.add_text(&time::format_date(days)?)
    }

    fn time(&mut self, micros: i64) -> Result<()> {
        if !(0..time::DAY).contains(&micros) {
            return Err(Error::new(ErrorKind::OutOfRange, "the value is no time of day"));
        }
        self.add_text(&time::format_time(micros))
    }

    fn json(&mut self, text: &str) -> Result<()> {
        self.add_text(text)
    }

    fn array(&mut self, values: &[Value], _: SqlType) -> Result<()> {
        self.add_text(&json_array(values, false)?)
    }
}
