//! What a session knows after a commit.

use std::collections::{HashMap, HashSet};

use crate::model::Session;
use crate::model::session::commit::{Known, Written};
use crate::model::session::entry::{Entry, Tracked};
use crate::model::unit::{Cells, Kind, Outcome, Record, position};
use crate::schema::{ForeignKeyDef, ReferentialAction};
use crate::value::Value;

/// Rows that are deleted: table, columns that others refer to, their values.
type Lost = HashSet<(&'static str, Vec<&'static str>, Vec<Value>)>;

impl Session {
    /// Takes over what was written.
    pub(super) fn apply(&mut self, outcome: Option<Outcome>, written: &[Written], known: &[Known]) {
        self.follow(written);
        for (at, values) in known {
            if let Some(Entry::Stored(tracked)) = self.entries.get_mut(*at) {
                refer(&mut *tracked.record, values);
            }
        }
        if let Some(Outcome { records, linked }) = outcome {
            for ((written, record), linked) in written.iter().zip(records).zip(linked) {
                let Some(entry) = self.entries.get_mut(written.entry) else { continue };
                match (&mut *entry, record) {
                    (Entry::New { seed, .. }, Some(record)) => {
                        *entry = Entry::Stored(Tracked::new(seed.kind, record));
                    }
                    (Entry::Stored(tracked), _) => refer(&mut *tracked.record, &linked),
                    (Entry::New { .. } | Entry::Doomed(_) | Entry::Gone, _) => {}
                }
            }
        }
        for entry in &mut self.entries {
            if let Entry::Stored(tracked) = entry
                && tracked.old.take().is_some()
            {
                // The record in hand equals the stored one.
                let columns = 0..tracked.kind.table.columns.len();
                columns.for_each(|column| tracked.record.column_mut(column).normalize());
                tracked.set.clear();
            }
        }
    }

    /// Ends the deleted records, and does to their children what the database did to them.
    fn follow(&mut self, written: &[Written]) {
        let mut deleted = Vec::new();
        for written in written {
            let Some(entry) = self.entries.get_mut(written.entry) else { continue };
            if matches!(entry, Entry::Doomed(_))
                && let Entry::Doomed(tracked) = std::mem::replace(entry, Entry::Gone)
            {
                deleted.push(tracked);
            }
        }
        if deleted.is_empty() {
            return;
        }
        let moved: HashMap<usize, &[usize]> =
            written.iter().map(|written| (written.entry, written.columns.as_slice())).collect();
        while !deleted.is_empty() {
            let kinds: Vec<Kind> =
                self.entries.iter().filter_map(stored).map(|tracked| tracked.kind).collect();
            let lost = lost(&deleted, &kinds);
            deleted.clear();
            if lost.is_empty() {
                return;
            }
            for (at, entry) in self.entries.iter_mut().enumerate() {
                let Entry::Stored(tracked) = entry else { continue };
                let moved = moved.get(&at).copied().unwrap_or_default();
                let lost = lost_by(tracked, &lost, moved);
                if lost.iter().any(|key| key.on_delete == ReferentialAction::Cascade) {
                    if let Entry::Stored(tracked) = std::mem::replace(entry, Entry::Gone) {
                        deleted.push(tracked);
                    }
                    continue;
                }
                let table = tracked.kind.table;
                let nulls = lost.iter().flat_map(|key| key.columns);
                let nulls = nulls.filter_map(|name| position(table, name));
                let nulls = nulls.map(|at| (at, Value::Null(table.columns[at].ty)));
                refer(&mut *tracked.record, &nulls.collect::<Vec<_>>());
            }
        }
    }
}

/// The foreign keys of a record whose parent is lost, unless the commit has set them to another.
fn lost_by(tracked: &Tracked, lost: &Lost, moved: &[usize]) -> Vec<&'static ForeignKeyDef> {
    let table = tracked.kind.table;
    let keys = table.foreign_keys.iter().filter(|key| {
        let is_moved = key
            .columns
            .iter()
            .any(|name| position(table, name).is_some_and(|column| moved.contains(&column)));
        let values = values(tracked, key.columns).filter(|_| !is_moved);
        values.is_some_and(|values| lost.contains(&(key.parent, key.references.to_vec(), values)))
    });
    keys.collect()
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
            let values = values(tracked, key.references)?;
            Some((key.parent, key.references.to_vec(), values))
        }));
    }
    lost
}

/// The values of some columns before the commit, unless one is NULL.
fn values(tracked: &Tracked, columns: &[&str]) -> Option<Vec<Value>> {
    let table = tracked.kind.table;
    let values = columns.iter().map(|name| {
        let column = position(table, name)?;
        let value = match &tracked.old {
            Some(old) => old.as_ref().ok()?.get(column)?.clone(),
            None => Value::capture(|binder| tracked.record.field_at(column).bind(binder)).ok()?,
        };
        (!value.is_null()).then_some(value)
    });
    values.collect()
}

/// Sets fields of foreign keys. The values are of the columns' types, so that they can be read.
fn refer(record: &mut dyn Record, values: &[(usize, Value)]) {
    for &(column, _) in values {
        let _ = record.column_mut(column).read(&Cells(values), column);
    }
}
