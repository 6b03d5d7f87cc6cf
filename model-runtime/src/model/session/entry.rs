//! What a session knows of each of its records.

use std::any::Any;

use crate::error::Result;
use crate::model::Model;
use crate::model::graph::Seed;
use crate::model::parent::Known;
use crate::model::unit::{Kind, Record, values_of};
use crate::value::Value;

/// A record of a session, by the position to which its references point.
pub(super) enum Entry {
    /// Not stored yet. `root` is the entry of the builder in which it was nested, or its own.
    New { seed: Seed, root: usize, set: Vec<Setting> },
    /// Stored, and perhaps changed.
    Stored(Tracked),
    /// Stored, and to be deleted.
    Doomed(Tracked),
    /// Deleted or forgotten.
    Gone,
}

/// A foreign key's column that was set by a relation instead of by its field.
#[derive(Clone)]
pub(super) struct Setting {
    pub(super) column: usize,
    pub(super) value: Known,
    /// The field's value at that time: one that is assigned afterwards counts instead.
    pub(super) seen: Option<Value>,
}

/// A stored record.
pub(super) struct Tracked {
    pub(super) kind: Kind,
    pub(super) record: Box<dyn Record>,
    /// The row as it is stored, from the time on at which the record may have been changed.
    pub(super) old: Option<Result<Vec<Value>>>,
    pub(super) set: Vec<Setting>,
}

impl Tracked {
    pub(super) fn new(kind: Kind, record: Box<dyn Record>) -> Self {
        Self { kind, record, old: None, set: Vec::new() }
    }

    /// The record, if it is an `M`.
    pub(super) fn get<M: Model>(&self) -> Option<&M> {
        let record: &dyn Any = &*self.record;
        record.downcast_ref()
    }

    /// The record, if it is an `M`, to be changed: how it is stored is kept before.
    pub(super) fn get_mut<M: Model>(&mut self) -> Option<&mut M> {
        self.keep_old();
        let record: &mut dyn Any = &mut *self.record;
        record.downcast_mut()
    }

    pub(super) fn keep_old(&mut self) {
        self.old.get_or_insert_with(|| values_of(self.kind.table, &*self.record));
    }

    /// The row as it is stored.
    pub(super) fn old(&self) -> Result<Vec<Value>> {
        match &self.old {
            Some(old) => old.clone(),
            None => values_of(self.kind.table, &*self.record),
        }
    }
}
