//! What a session knows after a commit.

use std::collections::HashSet;

use crate::model::session::entry::{Entry, Tracked};
use crate::model::unit::{Cells, Kind, Outcome, Record, position};
use crate::model::{Row, Session};
use crate::schema::{ForeignKeyDef, ReferentialAction, TableDef};
use crate::value::Value;

/// Rows that are deleted: table, columns that others refer to, their values.
type Lost = HashSet<(&'static str, Vec<&'static str>, Vec<Value>)>;

impl Session {
    /// Takes over what was written; `entries` tells by change which entry it is of.
    pub(super) fn apply(
        &mut self,
        outcome: Option<Outcome>,
        entries: &[usize],
        known: &[(usize, Vec<(usize, Value)>)],
    ) {
        for (at, values) in known {
            if let Some(Entry::Stored(tracked)) = self.entries.get_mut(*at) {
                refer(&mut *tracked.record, values);
            }
        }
        let mut deleted = Vec::new();
        if let Some(Outcome { records, linked }) = outcome {
            for ((&at, record), linked) in entries.iter().zip(records).zip(linked) {
                let Some(entry) = self.entries.get_mut(at) else { continue };
                match (&mut *entry, record) {
                    (Entry::New { seed, .. }, Some(record)) => {
                        *entry = Entry::Stored(Tracked::new(seed.kind, record));
                    }
                    (Entry::Stored(tracked), _) => refer(&mut *tracked.record, &linked),
                    (Entry::Doomed(_), _) => {
                        if let Entry::Doomed(tracked) = std::mem::replace(entry, Entry::Gone) {
                            deleted.push(tracked);
                        }
                    }
                    (Entry::New { .. } | Entry::Gone, _) => {}
                }
            }
        }
        for entry in &mut self.entries {
            if let Entry::Stored(tracked) = entry
                && tracked.old.take().is_some()
            {
                // The record in hand equals the stored one.
                tracked.record.normalize();
                tracked.set.clear();
            }
        }
        self.follow(deleted);
    }

    /// Does to the records of the session what the database did to the children of deleted rows.
    fn follow(&mut self, mut deleted: Vec<Tracked>) {
        while !deleted.is_empty() {
            let tables: Vec<Kind> =
                self.entries.iter().filter_map(stored).map(|it| it.kind).collect();
            let lost = lost(&deleted, &tables);
            deleted.clear();
            if lost.is_empty() {
                return;
            }
            for entry in &mut self.entries {
                let Entry::Stored(tracked) = entry else { continue };
                let table = tracked.kind.table;
                let keys = table.foreign_keys.iter().filter(|key| {
                    let values = values(table, &*tracked.record, key.columns);
                    values.is_some_and(|values| {
                        lost.contains(&(key.parent, key.references.to_vec(), values))
                    })
                });
                let keys: Vec<&ForeignKeyDef> = keys.collect();
                if keys.iter().any(|key| key.on_delete == ReferentialAction::Cascade) {
                    if let Entry::Stored(tracked) = std::mem::replace(entry, Entry::Gone) {
                        deleted.push(tracked);
                    }
                    continue;
                }
                let nulls = keys.iter().filter(|key| key.on_delete == ReferentialAction::SetNull);
                let nulls =
                    nulls.flat_map(|key| key.columns).filter_map(|name| position(table, name));
                let nulls = nulls.map(|at| (at, Value::Null(table.columns[at].ty)));
                let nulls: Vec<_> = nulls.collect();
                refer(&mut *tracked.record, &nulls);
            }
        }
    }
}

fn stored(entry: &Entry) -> Option<&Tracked> {
    match entry {
        Entry::Stored(tracked) => Some(tracked),
        Entry::New { .. } | Entry::Doomed(_) | Entry::Gone => None,
    }
}

/// What the foreign keys of these tables could have referred to.
fn lost(deleted: &[Tracked], tables: &[Kind]) -> Lost {
    let mut names = HashSet::new();
    let tables = tables.iter().map(|kind| kind.table).filter(|table| names.insert(table.name));
    let keys = tables.flat_map(|table| table.foreign_keys).filter(|key| {
        matches!(key.on_delete, ReferentialAction::Cascade | ReferentialAction::SetNull)
    });
    let mut lost = Lost::new();
    for key in keys {
        let parents = deleted.iter().filter(|tracked| tracked.kind.table.name == key.parent);
        lost.extend(parents.filter_map(|tracked| {
            let values = values(tracked.kind.table, &*tracked.record, key.references)?;
            Some((key.parent, key.references.to_vec(), values))
        }));
    }
    lost
}

/// The values of some columns, unless one is NULL.
fn values(table: &TableDef, record: &dyn Record, columns: &[&str]) -> Option<Vec<Value>> {
    let values = columns.iter().map(|name| {
        let column = record.column(position(table, name)?);
        Value::capture(|binder| column.bind(binder)).ok().filter(|value| !value.is_null())
    });
    values.collect()
}

/// Sets fields of foreign keys. The values are of the columns' types, so that they can be read.
fn refer(record: &mut dyn Record, values: &[(usize, Value)]) {
    for &(column, _) in values {
        let _ = record.refer(column, &Row::new(&Cells(values)));
    }
}
