//! References to records of a session.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use crate::model::Of;
use crate::value::Reference;

/// A record of a [`Session`](crate::Session), stored or not: what the relations of other records can be
/// set to, and the index with which the session is asked for the record.
pub struct Ref<M> {
    session: u64,
    entry: usize,
    of: Of<M>,
}

impl<M> Ref<M> {
    pub(super) fn new(session: u64, entry: usize) -> Self {
        Self { session, entry, of: PhantomData }
    }

    pub(super) fn session(self) -> u64 {
        self.session
    }

    pub(super) fn entry(self) -> usize {
        self.entry
    }

    /// The record without its type; which column is asked for is still to be said.
    pub(crate) fn reference(self) -> Reference {
        Reference { session: self.session, entry: self.entry, column: 0 }
    }
}

impl<M> Clone for Ref<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Ref<M> {}

impl<M> PartialEq for Ref<M> {
    fn eq(&self, other: &Self) -> bool {
        (self.session, self.entry) == (other.session, other.entry)
    }
}

impl<M> Eq for Ref<M> {}

impl<M> Hash for Ref<M> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.session, self.entry).hash(state);
    }
}

impl<M> fmt::Debug for Ref<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Ref").field(&self.entry).finish()
    }
}
