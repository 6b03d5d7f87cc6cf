//! Records that were reached step by step, and the shapes in which they come.

use std::collections::HashMap;

use crate::error::{Error, ErrorKind, Result};
use crate::model::key::Values;
use crate::model::load::found::Related;
use crate::model::load::keys::key_of;
use crate::model::load::level::Level;
use crate::query::Toward;
use crate::value::Value;

/// The deepest tree. MariaDB goes 1000 steps and is silent about what lies beyond.
const MAX_DEPTH: usize = 500;

/// A record of a table that refers to itself, with all that is below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree<T> {
    /// The record, or a tuple of it and what was loaded along.
    pub record: T,
    /// The records that refer to it, each with its own.
    pub children: Vec<Self>,
}

/// All that is below a record: a tree of each of its children.
#[derive(Debug, Clone, Copy)]
pub enum Below {}

/// All that is above a record, the nearest first.
#[derive(Debug, Clone, Copy)]
pub enum Above {}

/// In which shape come the records that were reached step by step.
pub trait Shape: 'static {
    /// `Vec<Tree<T>>` or `Vec<T>`.
    type Out<T: Send>: Send;

    #[doc(hidden)]
    const TOWARD: Toward;

    /// Brings the records that were reached from so many owners into shape.
    #[doc(hidden)]
    fn shape<T: Send>(owners: usize, steps: Steps, records: Vec<T>) -> Vec<Self::Out<T>>;
}

/// Steps, each after the one before it: where it begins, and the position of the record to which it leads.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct Steps(Vec<(Begin, usize)>);

/// Where a step begins.
#[derive(Debug, Clone, Copy)]
enum Begin {
    Owner(usize),
    Record(usize),
}

/// Records by their owner and the key to which a step leads.
type ByKey = HashMap<(usize, Value), Vec<usize>>;

impl Steps {
    /// Finds out which step leads where, from columns to columns; none leads to the same record of an owner
    /// twice.
    ///
    /// # Errors
    ///
    /// `TooLong` where there are too many steps.
    pub(super) fn of(
        owners: &dyn Level,
        related: &Related,
        from: &[usize],
        to: &[usize],
    ) -> Result<Self> {
        let Related { records, owners: owner_of } = related;
        let mut by_key = ByKey::new();
        for (at, &owner) in owner_of.iter().enumerate() {
            if let Some(key) = key_of(records.record(at), to)? {
                by_key.entry((owner, key)).or_default().push(at);
            }
        }
        let mut level = Vec::new();
        for owner in 0..owners.count() {
            let next = reached(&mut by_key, owner, owners.record(owner), from)?;
            level.extend(next.into_iter().map(|at| (Begin::Owner(owner), at)));
        }
        let mut all = Vec::with_capacity(owner_of.len());
        for _ in 0..=MAX_DEPTH {
            if level.is_empty() {
                return Ok(Self(all));
            }
            let mut below = Vec::new();
            for &(_, at) in &level {
                let next = reached(&mut by_key, owner_of[at], records.record(at), from)?;
                below.extend(next.into_iter().map(|to| (Begin::Record(at), to)));
            }
            all.append(&mut level);
            level = below;
        }
        let message = "the records refer to each other over more than 500 steps; stop before with \
                       `.depth(…)`";
        Err(Error::new(ErrorKind::TooLong, message))
    }

    /// Follows the owners to their places.
    pub(super) fn follow(&mut self, places: &[usize]) {
        for (begin, _) in &mut self.0 {
            if let Begin::Owner(owner) = begin {
                *owner = places[*owner];
            }
        }
    }
}

/// Takes the records to which a step leads from one.
fn reached(
    by_key: &mut ByKey,
    owner: usize,
    record: &dyn Values,
    from: &[usize],
) -> Result<Vec<usize>> {
    let key = key_of(record, from)?;
    Ok(key.and_then(|key| by_key.remove(&(owner, key))).unwrap_or_default())
}

impl Shape for Below {
    type Out<T: Send> = Vec<Tree<T>>;
    const TOWARD: Toward = Toward::Children;

    /// Builds from the leaves up: those of a deep tree would not fit the stack of a recursion.
    fn shape<T: Send>(owners: usize, steps: Steps, records: Vec<T>) -> Vec<Vec<Tree<T>>> {
        let mut records: Vec<_> = records.into_iter().map(Some).collect();
        let mut children: Vec<Vec<Tree<T>>> = Vec::new();
        children.resize_with(records.len(), Vec::new);
        let mut trees: Vec<Vec<Tree<T>>> = Vec::new();
        trees.resize_with(owners, Vec::new);
        for (begin, at) in steps.0.into_iter().rev() {
            let Some(record) = records[at].take() else { continue };
            let mut below = std::mem::take(&mut children[at]);
            below.reverse();
            let tree = Tree { record, children: below };
            match begin {
                Begin::Owner(owner) => trees[owner].push(tree),
                Begin::Record(parent) => children[parent].push(tree),
            }
        }
        trees.iter_mut().for_each(|trees| trees.reverse());
        trees
    }
}

impl Shape for Above {
    type Out<T: Send> = Vec<T>;
    const TOWARD: Toward = Toward::Parents;

    fn shape<T: Send>(owners: usize, steps: Steps, records: Vec<T>) -> Vec<Vec<T>> {
        let mut records: Vec<_> = records.into_iter().map(Some).collect();
        let mut lines: Vec<Vec<T>> = Vec::new();
        lines.resize_with(owners, Vec::new);
        let mut owner_of = vec![0; records.len()];
        for (begin, at) in steps.0 {
            owner_of[at] = match begin {
                Begin::Owner(owner) => owner,
                Begin::Record(before) => owner_of[before],
            };
            lines[owner_of[at]].extend(records[at].take());
        }
        lines
    }
}
