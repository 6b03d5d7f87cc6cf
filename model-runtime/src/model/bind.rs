//! Binding a value for its column.

use crate::error::{Error, ErrorKind, Result};
use crate::schema::ColumnDef;
use crate::value::{Bind, Binder, SqlType, Value};

/// Binds a value for a column, refusing text that is too long for it; errors name the field.
pub(crate) fn bind_checked(
    column: &ColumnDef,
    value: &dyn Bind,
    binder: &mut dyn Binder,
) -> Result<()> {
    let bound = match column.length {
        Some(limit) => value.bind(&mut Limited { limit, binder }),
        None => value.bind(binder),
    };
    bound.map_err(|error| error.with_fields([column.field]))
}

/// Refuses text of more characters than its column takes, on all databases alike.
struct Limited<'b> {
    limit: u32,
    binder: &'b mut dyn Binder,
}

impl Binder for Limited<'_> {
    fn text(&mut self, value: &str) -> Result<()> {
        let limit = self.limit as usize;
        // A text has at most as many characters as bytes, so most need no counting.
        if value.len() > limit && value.chars().count() > limit {
            return Err(Error::new(
                ErrorKind::TooLong,
                format!("the text is longer than the {limit} characters of its column"),
            ));
        }
        self.binder.text(value)
    }

    fn null(&mut self, ty: SqlType) -> Result<()> {
        self.binder.null(ty)
    }
    fn bool(&mut self, value: bool) -> Result<()> {
        self.binder.bool(value)
    }
    fn int(&mut self, value: i64, ty: SqlType) -> Result<()> {
        self.binder.int(value, ty)
    }
    fn f32(&mut self, value: f32) -> Result<()> {
        self.binder.f32(value)
    }
    fn f64(&mut self, value: f64) -> Result<()> {
        self.binder.f64(value)
    }
    fn bytes(&mut self, value: &[u8]) -> Result<()> {
        self.binder.bytes(value)
    }
    fn uuid(&mut self, value: [u8; 16]) -> Result<()> {
        self.binder.uuid(value)
    }
    fn date_time(&mut self, micros: i64, ty: SqlType) -> Result<()> {
        self.binder.date_time(micros, ty)
    }
    fn date(&mut self, days: i32) -> Result<()> {
        self.binder.date(days)
    }
    fn time(&mut self, micros: i64) -> Result<()> {
        self.binder.time(micros)
    }
    fn json(&mut self, text: &str) -> Result<()> {
        self.binder.json(text)
    }
    fn array(&mut self, values: &[Value], ty: SqlType) -> Result<()> {
        self.binder.array(values, ty)
    }
}
