//! The records of a level, or of an insert, of whatever model: what gathers and groups them is compiled once.

use std::any::Any;

use crate::error::Result;
use crate::model::key::{Values, values};
use crate::model::load::found::mixed_up;
use crate::model::unit::Record;
use crate::model::{Model, Row};

/// Records of a model that the code which finds them does not know.
pub(crate) trait Level: Any + Send {
    /// Takes the record of a row.
    ///
    /// # Errors
    ///
    /// `Decode` where a stored value does not fit its field.
    fn take(&mut self, row: &Row<'_>) -> Result<()>;

    /// How many there are.
    fn count(&self) -> usize;

    /// One of them.
    fn record(&self, at: usize) -> &dyn Values;

    /// Takes one more.
    ///
    /// # Errors
    ///
    /// `Incomplete` where it is of another model.
    fn push(&mut self, record: Box<dyn Record>) -> Result<()>;

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
        values(&self[at])
    }

    fn push(&mut self, record: Box<dyn Record>) -> Result<()> {
        let record: Box<dyn Any> = record;
        let Ok(record) = record.downcast::<M>() else { return Err(mixed_up()) };
        self.push(*record);
        Ok(())
    }

    fn arrange(&mut self, places: &mut [usize]) {
        arrange(self, places);
    }
}

/// Moves each record to its place.
pub(crate) fn arrange<T>(records: &mut [T], places: &mut [usize]) {
    for at in 0..places.len() {
        while places[at] != at {
            let place = places[at];
            records.swap(at, place);
            places.swap(at, place);
        }
    }
}

/// Makes room for so many records, as far as is known.
pub(crate) type Empty = fn(usize) -> Box<dyn Level>;

/// Makes room for records of a model.
pub(crate) fn empty<M: Model>(count: usize) -> Box<dyn Level> {
    Box::new(Vec::<M>::with_capacity(count))
}
