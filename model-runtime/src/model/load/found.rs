//! Related records as they arrive, and all that a query found.

use std::any::Any;
use std::fmt;
use std::mem;
use std::vec::IntoIter;

use crate::backend::{Conn, Gather};
use crate::dialect::Statement;
use crate::error::{Error, ErrorKind, Result};
use crate::model::load::keys::{KeyColumns, Owners, integer_of};
use crate::model::load::level::{Empty, Level};
use crate::model::load::steps::Steps;
use crate::model::{Model, Row, run};
use crate::schema::TableDef;
use crate::value::Source;

/// Related records that are searched, of whatever model.
pub(super) struct Search {
    /// The table that they are of.
    table: &'static TableDef,
    /// The statements that find them.
    statements: Vec<Statement>,
    /// The records that they belong to.
    owners: Owners,
    /// Where the key of the owner stands in a row.
    key: KeyColumns,
    /// Where it stands in a record, if it is an integer there.
    own: Option<usize>,
    /// The key of the last row and its owner: rows of one owner often come together.
    last: Option<(i64, usize)>,
    found: Related,
}

/// Related records in the order in which they came.
pub(super) struct Related {
    pub(super) records: Box<dyn Level>,
    /// For each of them the position of its owner.
    pub(super) owners: Vec<usize>,
}

impl Search {
    pub(super) fn new(
        table: &'static TableDef,
        statements: Vec<Statement>,
        owners: Owners,
        key: KeyColumns,
        empty: Empty,
    ) -> Self {
        // As many as there are owners are likely at least.
        let count = owners.count();
        let found = Related { records: empty(count), owners: Vec::with_capacity(count) };
        let own = key.integer_within(table.columns.len());
        Self { table, statements, owners, key, own, last: None, found }
    }

    /// Runs the statements.
    pub(super) async fn run(mut self, conn: &mut Conn) -> Result<Related> {
        for statement in mem::take(&mut self.statements) {
            let table = self.table;
            self = run::gather(conn, table, &statement, self).await?;
        }
        Ok(self.found)
    }
}

impl Search {
    /// Decodes a row and answers its first owner, by the key that the record has itself: so it is read once.
    fn take(&mut self, row: &Row<'_>, ordinal: usize) -> Result<usize> {
        let Related { records, owners } = &mut self.found;
        records.take(row)?;
        let key = integer_of(records.record(owners.len()), ordinal)?.ok_or_else(mixed_up)?;
        let owner = match self.last {
            Some((last, owner)) if last == key => owner,
            _ => self.owners.first_with(key).ok_or_else(mixed_up)?,
        };
        self.last = Some((key, owner));
        owners.push(owner);
        Ok(owner)
    }
}

impl Gather for Search {
    /// Decodes a row once for each record that it belongs to.
    fn gather(&mut self, row: &dyn Source) -> Result<()> {
        let row = Row::new(row);
        let mut owner = match self.own {
            Some(ordinal) => {
                let first = self.take(&row, ordinal)?;
                self.owners.after(first)
            }
            None => self.owners.first(&row, &self.key)?,
        };
        while let Some(position) = owner {
            self.found.owners.push(position);
            self.found.records.take(&row)?;
            owner = self.owners.after(position);
        }
        Ok(())
    }
}

/// All that a query found, level by level: first the records, then what was loaded along, each relation
/// followed by those along with it.
#[doc(hidden)]
#[derive(Default)]
pub struct Found {
    /// Apart, as a query without loads has no others.
    own: Option<Box<dyn Level>>,
    levels: IntoIter<Box<dyn Level>>,
    shares: IntoIter<Share>,
}

impl fmt::Debug for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Found").field("shares", &self.shares).finish_non_exhaustive()
    }
}

/// What each owner has of the records of a level.
#[derive(Debug, Default)]
pub(super) struct Share {
    /// How many.
    pub(super) counts: Vec<usize>,
    /// Over which steps they were reached, where there are any.
    pub(super) steps: Steps,
}

impl Found {
    /// The records of a query without loads.
    pub(crate) fn alone(records: Box<dyn Level>) -> Self {
        Self { own: Some(records), ..Self::default() }
    }

    pub(super) fn new(levels: Vec<Box<dyn Level>>, shares: Vec<Share>) -> Self {
        let mut levels = levels.into_iter();
        Self { own: levels.next(), levels, shares: shares.into_iter() }
    }

    /// Takes the records of the next level.
    pub(super) fn records<M: Model>(&mut self) -> Option<Vec<M>> {
        let mut level = self.level()?;
        let level: &mut dyn Any = &mut *level;
        level.downcast_mut().map(mem::take)
    }

    fn level(&mut self) -> Option<Box<dyn Level>> {
        self.own.take().or_else(|| self.levels.next())
    }

    /// Takes what the owners have of the next level.
    pub(super) fn share(&mut self) -> Option<Share> {
        self.shares.next()
    }

    /// How many records the next level has.
    pub(crate) fn count(&self) -> usize {
        let next = self.own.as_ref().or_else(|| self.levels.as_slice().first());
        next.map_or(0, |records| records.count())
    }
}

/// What is said where records are not of the model that they are taken for; a bug of this library.
pub(crate) fn mixed_up() -> Error {
    Error::new(ErrorKind::Incomplete, "what was loaded is not what was asked for")
}
