//! Records that were reached step by step, and the shapes in which they come.

use std::collections::HashMap;

use crate::error::{Error, ErrorKind, Result};
use crate::model::Model;
use crate::model::load::keys::{key_of, ordinals};
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

    /// Brings the records that were reached from each owner into shape.
    ///
    /// # Errors
    ///
    /// `TooLong` where there are too many steps.
    #[doc(hidden)]
    fn shape<T: Send>(reached: Reached<T>) -> Result<Vec<Self::Out<T>>>;
}

/// The records that were reached from some owners.
#[doc(hidden)]
#[derive(Debug)]
pub struct Reached<T> {
    /// How many owners there are.
    pub(super) owners: usize,
    /// The step that leads to each record.
    pub(super) steps: Steps,
    pub(super) records: Vec<T>,
}

/// Steps, each to a record that is known by its position.
#[derive(Debug, Default)]
pub(super) struct Steps {
    /// The owners' first steps: the owner and the record.
    first: Vec<(usize, usize)>,
    /// The steps from each record.
    next: Vec<Vec<usize>>,
}

impl Steps {
    /// Finds out which step leads where; none leads to the same record of an owner twice.
    pub(super) fn of<M: Model>(
        records: &[M],
        positions: &[usize],
        found: &[M],
        from: &[&str],
        to: &[&str],
    ) -> Result<Self> {
        let (from, to) = (ordinals(M::TABLE, from), ordinals(M::TABLE, to));
        let mut by_key: HashMap<(usize, Value), Vec<usize>> = HashMap::new();
        for (at, (record, owner)) in found.iter().zip(positions).enumerate() {
            if let Some(key) = key_of(record, &to)? {
                by_key.entry((*owner, key)).or_default().push(at);
            }
        }
        let mut steps = Self::default();
        for (owner, record) in records.iter().enumerate() {
            let Some(key) = key_of(record, &from)? else { continue };
            let reached = by_key.remove(&(owner, key)).unwrap_or_default();
            steps.first.extend(reached.into_iter().map(|at| (owner, at)));
        }
        steps.next.resize_with(found.len(), Vec::new);
        let mut open: Vec<_> = steps.first.iter().map(|(_, at)| *at).collect();
        while let Some(at) = open.pop() {
            let Some(key) = key_of(&found[at], &from)? else { continue };
            steps.next[at] = by_key.remove(&(positions[at], key)).unwrap_or_default();
            open.extend(&steps.next[at]);
        }
        Ok(steps)
    }

    /// Lists the steps so that each comes after the one before it: where it begins, and where it leads.
    fn in_order(&self) -> Result<Vec<(Begin, usize)>> {
        let mut level: Vec<_> =
            self.first.iter().map(|(owner, at)| (Begin::Owner(*owner), *at)).collect();
        let mut all = Vec::with_capacity(self.next.len());
        for _ in 0..=MAX_DEPTH {
            if level.is_empty() {
                return Ok(all);
            }
            let next = level
                .iter()
                .flat_map(|(_, at)| self.next[*at].iter().map(|to| (Begin::Record(*at), *to)));
            let next = next.collect();
            all.append(&mut level);
            level = next;
        }
        let message = "the records refer to each other over more than 500 steps; stop before with \
                       `.depth(…)`";
        Err(Error::new(ErrorKind::TooLong, message))
    }
}

/// Where a step begins.
#[derive(Debug, Clone, Copy)]
enum Begin {
    Owner(usize),
    Record(usize),
}

impl Shape for Below {
    type Out<T: Send> = Vec<Tree<T>>;
    const TOWARD: Toward = Toward::Children;

    /// Builds from the leaves up: those of a deep tree would not fit the stack of a recursion.
    fn shape<T: Send>(reached: Reached<T>) -> Result<Vec<Vec<Tree<T>>>> {
        let Reached { owners, steps, records } = reached;
        let mut records: Vec<_> = records.into_iter().map(Some).collect();
        let mut children: Vec<Vec<Tree<T>>> = Vec::new();
        children.resize_with(records.len(), Vec::new);
        let mut trees: Vec<Vec<Tree<T>>> = Vec::new();
        trees.resize_with(owners, Vec::new);
        for (begin, at) in steps.in_order()?.into_iter().rev() {
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
        Ok(trees)
    }
}

impl Shape for Above {
    type Out<T: Send> = Vec<T>;
    const TOWARD: Toward = Toward::Parents;

    fn shape<T: Send>(reached: Reached<T>) -> Result<Vec<Vec<T>>> {
        let Reached { owners, steps, records } = reached;
        let mut records: Vec<_> = records.into_iter().map(Some).collect();
        let mut lines: Vec<Vec<T>> = Vec::new();
        lines.resize_with(owners, Vec::new);
        let mut owner_of = vec![0; records.len()];
        for (begin, at) in steps.in_order()? {
            owner_of[at] = match begin {
                Begin::Owner(owner) => owner,
                Begin::Record(before) => owner_of[before],
            };
            lines[owner_of[at]].extend(records[at].take());
        }
        Ok(lines)
    }
}
