//! What a commit has to write: the difference between the session and what is stored.

use crate::backend::Via;
use crate::error::{Error, ErrorKind, Result};
use crate::model::blame::blame;
use crate::model::graph::{self, Origin, Seed};
use crate::model::parent;
use crate::model::session::entry::{Entry, Setting, Tracked};
use crate::model::unit::{self, Act, Change, Link, values_of};
use crate::model::{BoxFuture, Session};
use crate::schema::TableDef;
use crate::value::Reference;
use crate::value::Value;

/// How many rows a commit has written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Committed {
    /// Rows that are new.
    pub inserted: u64,
    /// Rows that were changed.
    pub updated: u64,
    /// Rows that were deleted, without those that the database deleted with them.
    pub deleted: u64,
}

/// The changes, and what they say about the session.
#[derive(Default)]
pub(super) struct Difference<'s> {
    pub(super) changes: Vec<Change<'s>>,
    /// What each change is of.
    pub(super) written: Vec<Written>,
    pub(super) known: Vec<Known>,
}

/// What a change writes: of which entry, and of an update which columns.
pub(super) struct Written {
    pub(super) entry: usize,
    pub(super) columns: Vec<usize>,
}

/// Fields of a stored record, by its entry, that get values which the session knows already.
pub(super) type Known = (usize, Vec<(usize, Value)>);

impl Session {
    /// Writes the difference, of which nothing is kept if that fails.
    pub(crate) fn write<'s, 'e: 's>(
        &'s mut self,
        via: Via<'e>,
    ) -> BoxFuture<'s, Result<Committed>> {
        Box::pin(async move {
            let (outcome, written, known, done) = {
                let Difference { changes, written, known } = self.difference()?;
                if changes.is_empty() {
                    (None, written, known, Committed::default())
                } else {
                    let done = count(&changes);
                    let outcome = unit::run(via, &changes).await?;
                    (Some(outcome), written, known, done)
                }
            };
            // From here on nothing is awaited: the session changes as a whole.
            self.apply(outcome, &written, &known);
            Ok(done)
        })
    }

    fn difference(&self) -> Result<Difference<'_>> {
        if let Some(misuse) = self.misuses.first() {
            return Err(misuse.error.clone());
        }
        let mut of_entry = vec![None; self.entries.len()];
        let mut next = 0;
        let mut updates = Vec::new();
        let mut known = Vec::new();
        // What changes is found first, since a record can refer to one that comes behind it.
        for (at, entry) in self.entries.iter().enumerate() {
            let changes = match entry {
                Entry::New { .. } | Entry::Doomed(_) => true,
                Entry::Stored(tracked) => match self.changed(tracked)? {
                    Some(changed) => {
                        known.extend(
                            (!changed.known.is_empty()).then(|| (at, changed.known.clone())),
                        );
                        let writes = !changed.set.is_empty() || !changed.linked.is_empty();
                        updates.extend(writes.then_some(changed));
                        writes
                    }
                    None => false,
                },
                Entry::Gone => false,
            };
            if changes {
                of_entry[at] = Some(next);
                next += 1;
            }
        }
        let seeds = self.entries.iter().enumerate().filter_map(|(at, entry)| match entry {
            Entry::New { seed, .. } => Some((at, seed)),
            _ => None,
        });
        graph::check_single(seeds)?;
        let mut updates = updates.into_iter();
        let mut difference = Difference { known, ..Difference::default() };
        for (at, entry) in self.entries.iter().enumerate().filter(|(at, _)| of_entry[*at].is_some())
        {
            let change = match entry {
                Entry::New { seed, set, .. } => self.insert(seed, set, &of_entry)?,
                Entry::Stored(tracked) => {
                    let Some(changed) = updates.next() else { continue };
                    self.update(tracked, changed, &of_entry)?
                }
                Entry::Doomed(tracked) => {
                    let old = tracked.old().map_err(|error| blame(tracked.kind.table, error))?;
                    Change {
                        kind: tracked.kind,
                        act: Act::Delete(old),
                        given: vec![],
                        links: vec![],
                    }
                }
                Entry::Gone => continue,
            };
            let columns = match change.act {
                Act::Update(_) => {
                    let given = change.given.iter().map(|(column, _)| *column);
                    given.chain(change.links.iter().map(|link| link.column)).collect()
                }
                Act::Insert(_) | Act::Delete(_) => Vec::new(),
            };
            difference.changes.push(change);
            difference.written.push(Written { entry: at, columns });
        }
        Ok(difference)
    }

    fn insert<'s>(
        &'s self,
        seed: &'s Seed,
        set: &[Setting],
        of_entry: &[Option<usize>],
    ) -> Result<Change<'s>> {
        let parent = |at: usize| match (self.entries.get(at), of_entry.get(at)) {
            (Some(Entry::New { seed, .. }), Some(Some(change))) => Ok((*change, seed)),
            _ => Err(not_there(seed.kind.table)),
        };
        let table = seed.kind.table;
        // What the builder referred to may be gone where the column was set to something else since.
        let is_set = |column| set.iter().any(|setting| setting.column == column);
        let refer = |column: usize, reference: Reference| match is_set(column) {
            true => Ok(None),
            false => self.resolve(reference, table, of_entry).map(Some),
        };
        let mut change = graph::change(seed, &parent, &refer)?;
        for Setting { column, value, .. } in set {
            change.given.retain(|(at, _)| at != column);
            change.links.retain(|link| link.column != *column);
            match value {
                parent::Known::Value(value) => change.given.push((*column, value.clone())),
                parent::Known::Refused(error) => return Err(blame(table, error.clone())),
                parent::Known::Reference(reference) => {
                    let origin = self.resolve(*reference, table, of_entry);
                    let field = table.columns[*column].field;
                    put(&mut change, *column, origin.map_err(|error| error.with_fields([field]))?);
                }
            }
        }
        Ok(change)
    }

    fn update(
        &self,
        tracked: &Tracked,
        changed: Changed,
        of_entry: &[Option<usize>],
    ) -> Result<Change<'static>> {
        let Changed { old, set, linked, .. } = changed;
        let table = tracked.kind.table;
        let mut change =
            Change { kind: tracked.kind, act: Act::Update(old), given: set, links: Vec::new() };
        for (column, reference) in linked {
            let origin = self.resolve(reference, table, of_entry)?;
            put(&mut change, column, origin);
        }
        Ok(change)
    }

    /// What is different between a stored record and its row; `None` if it can not have been changed.
    fn changed(&self, tracked: &Tracked) -> Result<Option<Changed>> {
        let table = tracked.kind.table;
        let Some(old) = &tracked.old else { return Ok(None) };
        let old = old.clone().map_err(|error| blame(table, error))?;
        let mut new = values_of(table, &*tracked.record).map_err(|error| blame(table, error))?;
        let mut changed = Changed { old, set: Vec::new(), known: Vec::new(), linked: Vec::new() };
        for Setting { column, value, seen } in &tracked.set {
            if seen.as_ref() != new.get(*column) {
                // The field was assigned afterwards.
                continue;
            }
            let value = match value {
                parent::Known::Value(value) => value.clone(),
                parent::Known::Refused(error) => return Err(blame(table, error.clone())),
                parent::Known::Reference(reference) => {
                    let known = self.known(*reference, table);
                    let field = table.columns[*column].field;
                    match known.map_err(|error| error.with_fields([field]))? {
                        Some(value) => value,
                        None => {
                            changed.linked.push((*column, *reference));
                            continue;
                        }
                    }
                }
            };
            changed.known.push((*column, value.clone()));
            new[*column] = value;
        }
        let pairs = changed.old.iter().zip(new).enumerate();
        let set = pairs.filter(|(column, (old, new))| {
            !same(old, new) && !changed.linked.iter().any(|(linked, _)| linked == column)
        });
        changed.set = set.map(|(column, (_, new))| (column, new)).collect();
        let written = changed.set.iter().map(|(column, _)| column);
        let written = written.chain(changed.linked.iter().map(|(column, _)| column));
        for &column in written {
            let def = &table.columns[column];
            if table.is_key(def) {
                let message = "the primary key of a stored record can not be changed in a session; add a new \
                               record and delete this one";
                let error = Error::new(ErrorKind::Unsupported, message).with_model(table.model);
                return Err(error.with_fields([def.field]));
            }
        }
        Ok(Some(changed))
    }

    /// The value of a column of a stored record; `None` if the record is new.
    fn known(&self, reference: Reference, table: &'static TableDef) -> Result<Option<Value>> {
        let here = reference.session == self.id;
        match self.entries.get(reference.entry).filter(|_| here) {
            Some(Entry::New { .. }) => Ok(None),
            Some(Entry::Stored(tracked)) => {
                let column = tracked.record.field_at(reference.column);
                let value = Value::capture(|binder| column.bind(binder));
                value.map(Some).map_err(|error| blame(tracked.kind.table, error))
            }
            Some(Entry::Doomed(_) | Entry::Gone) | None => Err(not_there(table)),
        }
    }

    fn resolve(
        &self,
        reference: Reference,
        table: &TableDef,
        of_entry: &[Option<usize>],
    ) -> Result<Origin> {
        let here = reference.session == self.id;
        match self.entries.get(reference.entry).filter(|_| here) {
            Some(Entry::New { .. }) => {
                let change = of_entry.get(reference.entry).copied().flatten();
                let change = change.ok_or_else(|| not_there(table))?;
                Ok(Origin::Row { change, column: reference.column })
            }
            Some(Entry::Stored(tracked)) => {
                let column = tracked.record.field_at(reference.column);
                let value = Value::capture(|binder| column.bind(binder));
                value.map(Origin::Value).map_err(|error| blame(tracked.kind.table, error))
            }
            Some(Entry::Doomed(_) | Entry::Gone) | None => Err(not_there(table)),
        }
    }
}

/// What is different between a stored record and its row.
struct Changed {
    old: Vec<Value>,
    /// Columns with their new values.
    set: Vec<(usize, Value)>,
    /// Those of them that the fields do not show yet.
    known: Vec<(usize, Value)>,
    /// Columns that refer to new records.
    linked: Vec<(usize, Reference)>,
}

fn put(change: &mut Change<'_>, column: usize, origin: Origin) {
    match origin {
        Origin::Value(value) => change.given.push((column, value)),
        Origin::Row { change: of, column: of_column } => {
            change.links.push(Link { column, of, of_column });
        }
    }
}

/// Equal for the database as well: zero has two signs.
fn same(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::F32(old), Value::F32(new)) => old.to_bits() == new.to_bits(),
        (Value::F64(old), Value::F64(new)) => old.to_bits() == new.to_bits(),
        _ => old == new,
    }
}

fn not_there(table: &TableDef) -> Error {
    let message = "it refers to a record that is not in this session: one that was deleted or forgotten, or \
                   is of another session";
    Error::new(ErrorKind::InvalidReference, message).with_model(table.model)
}

fn count(changes: &[Change<'_>]) -> Committed {
    let mut done = Committed::default();
    for change in changes {
        match change.act {
            Act::Insert(_) => done.inserted += 1,
            Act::Update(_) => done.updated += 1,
            Act::Delete(_) => done.deleted += 1,
        }
    }
    done
}
