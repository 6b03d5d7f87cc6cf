//! Values whose types are not known: what is done with them is compiled once, and not for each model.

use std::any::Any;

use crate::error::Result;
use crate::value::{Binder, ColumnValue, Source, Value};

/// A value that can be bound, whatever its type.
pub trait Bind {
    /// Adds the value to the binds of a statement.
    ///
    /// # Errors
    ///
    /// See [`Binder`].
    fn bind(&self, binder: &mut dyn Binder) -> Result<()>;
}

impl Bind for Value {
    fn bind(&self, binder: &mut dyn Binder) -> Result<()> {
        Self::bind(self, binder)
    }
}

impl<T: ColumnValue> Bind for T {
    fn bind(&self, binder: &mut dyn Binder) -> Result<()> {
        ColumnValue::bind(self, binder)
    }
}

/// A field of a record, whatever its type.
pub trait Field: Bind + Any {
    /// See [`ColumnValue::normalize`].
    fn normalize(&mut self);

    /// Sets the field to column `at` of a row.
    ///
    /// # Errors
    ///
    /// See [`ColumnValue::read`].
    fn read(&mut self, source: &dyn Source, at: usize) -> Result<()>;
}

impl<T: ColumnValue> Field for T {
    fn normalize(&mut self) {
        ColumnValue::normalize(self);
    }

    fn read(&mut self, source: &dyn Source, at: usize) -> Result<()> {
        *self = T::read(source, at)?;
        Ok(())
    }
}
