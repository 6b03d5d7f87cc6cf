//! Which change has to wait for which: keys before those that refer to them, values left before they
//! are taken, children gone before their parents.

use std::collections::{HashMap, HashSet};

use crate::model::unit::{Act, Change, Link, all_of, position};
use crate::schema::{ForeignKeyDef, ReferentialAction, TableDef};
use crate::value::Value;

/// `before` has to be done when `after` is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Edge {
    pub(super) before: usize,
    pub(super) after: usize,
    pub(super) why: Why,
    /// How the order can be given up, if it closes a circle.
    pub(super) way_out: WayOut,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// `after` refers to the key that `before` stores.
    Key,
    /// `after` takes a unique value that `before` gives up.
    Unique,
    /// `before` refers to the row that `after` deletes.
    Parent,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum WayOut {
    None,
    /// The order is not needed.
    Drop,
    /// `after` stores NULL in these columns, and their values once `before` is done.
    Later(Vec<usize>),
    /// `before` stores NULL in these columns, before anything else.
    Earlier(Vec<usize>),
}

/// Whose row has these values in some columns: by table, by set of columns, by values.
type Owners<'k> = HashMap<(&'k str, Vec<&'k str>, Vec<Value>), usize>;

pub(super) fn edges(changes: &[Change<'_>]) -> Vec<Edge> {
    let mut edges = Vec::new();
    links(changes, &mut edges);
    keys(changes, &mut edges);
    uniques(changes, &mut edges);
    edges
}

/// A column of another row that is yet to be stored.
fn links(changes: &[Change<'_>], edges: &mut Vec<Edge>) {
    for (after, change) in changes.iter().enumerate() {
        for (at, &Link { of: before, .. }) in change.links.iter().enumerate() {
            if change.links[..at].iter().any(|link| link.of == before) {
                continue;
            }
            let links = change.links.iter().filter(|link| link.of == before);
            let columns = links.map(|link| link.column);
            let can_wait = columns.clone().all(|column| can_be_null(change.table(), column));
            let way_out = if can_wait { WayOut::Later(columns.collect()) } else { WayOut::None };
            edges.push(Edge { before, after, why: Why::Key, way_out });
        }
    }
}

/// Foreign keys whose values are known: to a row that is stored under a given key, or is deleted.
fn keys(changes: &[Change<'_>], edges: &mut Vec<Edge>) {
    let (arriving, leaving) = parents(changes);
    if arriving.is_empty() && leaving.is_empty() {
        return;
    }
    for (at, change) in changes.iter().enumerate() {
        let table = change.table();
        for key in table.foreign_keys {
            let owner = |owners: &Owners<'static>, values: Vec<Value>| {
                owners.get(&(key.parent, key.references.to_vec(), values)).copied()
            };
            let new = all_of(table, key.columns, |column| change.new_value(column));
            if let Some(new) = new.filter(|_| written(change, key.columns)) {
                let owners = [owner(&arriving, new.clone()), owner(&leaving, new)];
                let others = owners.into_iter().flatten().filter(|&before| before != at);
                edges.extend(others.map(|before| {
                    let way_out = wait(table, key.columns);
                    Edge { before, after: at, why: Why::Key, way_out }
                }));
            }
            let old = all_of(table, key.columns, |column| change.old(column).cloned());
            if let Some(after) = old.and_then(|old| owner(&leaving, old)) {
                let way_out = leave(change, key);
                // MySQL does not delete a row that refers to itself. It is a circle of one: where the
                // key can not be NULL, the database decides.
                if after != at || matches!(way_out, WayOut::Earlier(_)) {
                    edges.push(Edge { before: at, after, why: Why::Parent, way_out });
                }
            }
        }
    }
}

/// The rows that others may refer to by known keys: those that come, and those that go.
fn parents(changes: &[Change<'_>]) -> (Owners<'static>, Owners<'static>) {
    let mut tables: Vec<&'static TableDef> = changes.iter().map(Change::table).collect();
    tables.sort_unstable_by_key(|table| table.name);
    tables.dedup_by_key(|table| table.name);
    let keys = tables.iter().flat_map(|table| table.foreign_keys);
    let referred: HashSet<_> = keys.map(|key| (key.parent, key.references)).collect();
    let (mut arriving, mut leaving) = (Owners::new(), Owners::new());
    for (at, change) in changes.iter().enumerate() {
        let table = change.table();
        for &(_, columns) in referred.iter().filter(|(name, _)| *name == table.name) {
            let (owners, values) = match change.act {
                Act::Delete(_) => {
                    (&mut leaving, all_of(table, columns, |at| change.old(at).cloned()))
                }
                Act::Insert(_) => {
                    (&mut arriving, all_of(table, columns, |at| change.new_value(at)))
                }
                Act::Update(_) if written(change, columns) => {
                    (&mut arriving, all_of(table, columns, |at| change.new_value(at)))
                }
                Act::Update(_) => continue,
            };
            if let Some(values) = values {
                owners.insert((table.name, columns.to_vec(), values), at);
            }
        }
    }
    (arriving, leaving)
}

/// Unique values that one row gives up and another takes.
fn uniques(changes: &[Change<'_>], edges: &mut Vec<Edge>) {
    let mut left = Owners::new();
    for (at, change) in changes.iter().enumerate() {
        if matches!(change.act, Act::Insert(_)) {
            continue;
        }
        let table = change.table();
        for (columns, _) in unique_sets(table) {
            let leaves = matches!(change.act, Act::Delete(_)) || written(change, &columns);
            let old = all_of(table, &columns, |column| change.old(column).cloned());
            if let Some(old) = old.filter(|_| leaves) {
                left.insert((table.name, columns, old), at);
            }
        }
    }
    if left.is_empty() {
        return;
    }
    for (after, change) in changes.iter().enumerate() {
        let table = change.table();
        for (columns, partial) in unique_sets(table) {
            if !written(change, &columns) {
                continue;
            }
            let Some(new) = all_of(table, &columns, |column| change.new_value(column)) else {
                continue;
            };
            let Some(&before) = left.get(&(table.name, columns.clone(), new)) else { continue };
            if before != after {
                let way_out = if partial { WayOut::Drop } else { one_of(change, &columns) };
                edges.push(Edge { before, after, why: Why::Unique, way_out });
            }
        }
    }
}

/// The sets of columns of which no two rows have the same values; a partial index may not mind.
fn unique_sets(table: &TableDef) -> impl Iterator<Item = (Vec<&'static str>, bool)> {
    let uniques = table.uniques.iter().map(|unique| (unique.columns.to_vec(), false));
    let indexes = table.indexes.iter().filter(|index| index.unique).map(|index| {
        let columns = index.parts.iter().map(|part| part.column).collect();
        (columns, index.filter.is_some())
    });
    uniques.chain(indexes).chain([(table.primary_key.columns.to_vec(), false)])
}

fn written(change: &Change<'_>, columns: &[&str]) -> bool {
    let mut columns = columns.iter().filter_map(|name| position(change.table(), name));
    columns.any(|column| change.writes(column))
}

/// A unique value can be taken later if a column of it can be NULL until then.
fn one_of(change: &Change<'_>, columns: &[&str]) -> WayOut {
    let table = change.table();
    let mut columns = columns.iter().filter_map(|name| position(table, name));
    let can_wait = columns.find(|&column| can_be_null(table, column) && change.writes(column));
    can_wait.map_or(WayOut::None, |column| WayOut::Later(vec![column]))
}

/// A foreign key can be set later if all of it can be NULL until then.
fn wait(table: &TableDef, columns: &[&str]) -> WayOut {
    let columns = columns
        .iter()
        .map(|name| position(table, name).filter(|&column| can_be_null(table, column)));
    columns.collect::<Option<Vec<_>>>().map_or(WayOut::None, WayOut::Later)
}

/// How a row can leave its parent before that is deleted.
fn leave(change: &Change<'_>, key: &ForeignKeyDef) -> WayOut {
    let table = change.table();
    if key.on_delete == ReferentialAction::SetNull {
        // The database does it.
        return WayOut::Drop;
    }
    if matches!(change.act, Act::Update(_)) && !written(change, key.columns) {
        return WayOut::None;
    }
    let columns = key.columns.iter().filter_map(|name| position(table, name));
    let columns: Vec<usize> = columns.filter(|&column| can_be_null(table, column)).collect();
    if columns.is_empty() { WayOut::None } else { WayOut::Earlier(columns) }
}

fn can_be_null(table: &TableDef, column: usize) -> bool {
    table.columns.get(column).is_some_and(|column| column.nullable && !table.is_key(column))
}
