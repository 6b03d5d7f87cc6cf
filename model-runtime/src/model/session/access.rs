//! Reading and changing the records of a session.

use std::any::TypeId;
use std::ops::{Index, IndexMut};

use crate::model::graph::Seed;
use crate::model::session::entry::{Entry, Tracked};
use crate::model::{Model, Ref, Session};

const NOT_STORED: &str = "the session has no stored record for this reference: it was not committed \
                          yet, was deleted or forgotten, or is of another session; see `Session::get`";

impl Session {
    /// Returns a stored record; `None` if it is not stored yet, deleted, forgotten or of another session.
    #[must_use]
    pub fn get<M: Model>(&self, record: Ref<M>) -> Option<&M> {
        match self.entry(record)? {
            Entry::Stored(tracked) => tracked.get(),
            Entry::New { .. } | Entry::Doomed(_) | Entry::Gone => None,
        }
    }

    /// Returns a stored record to be changed; see [`get`](Self::get).
    #[must_use]
    pub fn get_mut<M: Model>(&mut self, record: Ref<M>) -> Option<&mut M> {
        match self.entry_mut(record)? {
            Entry::Stored(tracked) => tracked.get_mut(),
            Entry::New { .. } | Entry::Doomed(_) | Entry::Gone => None,
        }
    }

    /// Returns the references of all records of a model, also of those that were nested in others, in the
    /// order in which they were added.
    #[must_use]
    pub fn refs<M: Model>(&self) -> Vec<Ref<M>> {
        let is_there = |entry: &Entry| match entry {
            Entry::New { seed: Seed { kind, .. }, .. } | Entry::Stored(Tracked { kind, .. }) => {
                kind.model == TypeId::of::<M>()
            }
            Entry::Doomed(_) | Entry::Gone => false,
        };
        let entries = self.entries.iter().enumerate().filter(|(_, entry)| is_there(entry));
        entries.map(|(at, _)| Ref::new(self.id, at)).collect()
    }

    pub(super) fn entry<M>(&self, record: Ref<M>) -> Option<&Entry> {
        self.entries.get(record.entry()).filter(|_| record.session() == self.id)
    }

    pub(super) fn entry_mut<M>(&mut self, record: Ref<M>) -> Option<&mut Entry> {
        self.entries.get_mut(record.entry()).filter(|_| record.session() == self.id)
    }
}

/// `session[fred]`: panics, as a map does, for a record that is not stored.
impl<M: Model> Index<Ref<M>> for Session {
    type Output = M;

    #[track_caller]
    fn index(&self, record: Ref<M>) -> &M {
        match self.get(record) {
            Some(record) => record,
            None => panic!("{NOT_STORED}"),
        }
    }
}

/// `session[fred].username = …`: panics, as a map does, for a record that is not stored.
impl<M: Model> IndexMut<Ref<M>> for Session {
    #[track_caller]
    fn index_mut(&mut self, record: Ref<M>) -> &mut M {
        match self.get_mut(record) {
            Some(record) => record,
            None => panic!("{NOT_STORED}"),
        }
    }
}
