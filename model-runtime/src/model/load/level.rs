//! The records of a level, of whatever model: what gathers and groups them is compiled once.

use std::any::Any;

use crate::error::Result;
use crate::model::key::Values;
use crate::model::{Model, Row};

/// Records of a model that the code which finds them does not know.
pub(crate) trait Level: Any + Send {
    /// Adds the record of a row.
    fn take(&mut self, row: &Row<'_>) -> Result<()>;

    /// How many there are.
    fn count(&self) -> usize;

    /// One of them.
    fn record(&self, at: usize) -> &dyn Values;

    /// Moves each record to its place. The places are all of theirs; in the end they are in order.
    fn arrange(&mut self, places: &mut [usize]);
}

impl<M: Model> Level for Vec<M> {
    fn take(&mut self, row: &Row<'_>) -> Result<()> {
        self.push(M::decode(row)?);
        Ok(())
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn record(&self, at: usize) -> &dyn Values {
        &self[at]
    }

    fn arrange(&mut self, places: &mut [usize]) {
        for at in 0..places.len() {
            while places[at] != at {
                let place = places[at];
                self.swap(at, place);
                places.swap(at, place);
            }
        }
    }
}

/// Makes room for so many records.
pub(crate) type Empty = fn(usize) -> Box<dyn Level>;

/// Makes room for so many records of a model.
pub(crate) fn empty<M: Model>(count: usize) -> Box<dyn Level> {
    Box::new(Vec::<M>::with_capacity(count))
}
