//! Records whose model is known at run time only.

use std::any::{Any, TypeId};

use crate::error::Result;
use crate::model::bind::bind_checked;
use crate::model::key::Values;
use crate::model::{Model, Row};
use crate::schema::{ColumnDef, TableDef};
use crate::value::{Bind, Field, Value};

/// A record of some model.
pub(crate) trait Record: Values + Any + Send + Sync {
    /// See [`Model::column_mut`].
    fn column_mut(&mut self, ordinal: usize) -> &mut dyn Field;
}

impl<M: Model> Record for M {
    fn column_mut(&mut self, ordinal: usize) -> &mut dyn Field {
        M::column_mut(self, ordinal)
    }
}

/// What is to be known of a model at run time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kind {
    pub(crate) table: &'static TableDef,
    /// The model itself, to ask whether a record is one of it.
    pub(crate) model: TypeId,
    /// Reads a record from a row.
    pub(crate) decode: fn(&Row<'_>) -> Result<Box<dyn Record>>,
}

impl Kind {
    pub(crate) fn of<M: Model>() -> Self {
        Self { table: M::TABLE, model: TypeId::of::<M>(), decode: decode::<M> }
    }
}

fn decode<M: Model>(row: &Row<'_>) -> Result<Box<dyn Record>> {
    Ok(Box::new(M::decode(row)?))
}

/// Captures a value for its column.
pub(super) fn value(column: &ColumnDef, value: &dyn Bind) -> Result<Value> {
    Value::capture(|binder| bind_checked(column, value, binder))
}
