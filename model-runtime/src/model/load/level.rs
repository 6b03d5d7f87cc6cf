//! The records of a level, of whatever model: what gathers and groups them is compiled once.

use std::any::Any;

use crate::model::Model;
use crate::model::insert::Keep;
use crate::model::key::{Values, values};

/// Records of a model that the code which finds them does not know.
pub(crate) trait Level: Keep + Any {
    /// How many there are.
    fn count(&self) -> usize;

    /// One of them.
    fn record(&self, at: usize) -> &dyn Values;

    /// Moves each record to its place. The places are all of theirs; in the end they are in order.
    fn arrange(&mut self, places: &mut [usize]);
}

impl<M: Model> Level for Vec<M> {
    fn count(&self) -> usize {
        self.len()
    }

    fn record(&self, at: usize) -> &dyn Values {
        values(&self[at])
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

/// Makes room for records.
pub(crate) type Empty = fn() -> Box<dyn Level>;

/// Makes room for records of a model.
pub(crate) fn empty<M: Model>() -> Box<dyn Level> {
    Box::new(Vec::<M>::new())
}
