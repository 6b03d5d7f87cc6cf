//! The order in which tables can be created.

use crate::schema::{ForeignKeyDef, Schema, TableDef};

/// The order in which the tables of a schema can be created.
#[derive(Debug, Clone, PartialEq)]
pub struct Creation {
    /// The tables, parents first, else in the order of the schema.
    pub tables: Vec<&'static TableDef>,
    /// The foreign keys that close a cycle between tables: to be added when all tables exist.
    ///
    /// A foreign key of a table to itself is not among them.
    pub late: Vec<(&'static TableDef, &'static ForeignKeyDef)>,
}

/// Sorts tables so that parents come before their children.
#[must_use]
pub fn creation_order(schema: &Schema) -> Creation {
    let graph = Graph::of(schema.tables());
    let mut creation = Creation { tables: Vec::new(), late: Vec::new() };
    let mut placed = vec![false; graph.tables.len()];
    while let Some(next) = graph.ready(&placed).or_else(|| graph.cyclic(&placed)) {
        placed[next] = true;
        let table = graph.tables[next];
        creation.tables.push(table);
        for (key, parent) in table.foreign_keys.iter().zip(&graph.parents[next]) {
            if parent.is_some_and(|parent| !placed[parent]) {
                creation.late.push((table, key));
            }
        }
    }
    creation
}

/// The tables, and where the parent of each foreign key stands.
struct Graph {
    tables: &'static [&'static TableDef],
    parents: Vec<Vec<Option<usize>>>,
}

impl Graph {
    fn of(tables: &'static [&'static TableDef]) -> Self {
        let find = |name| tables.iter().position(|table| table.name == name);
        let parents = tables
            .iter()
            .map(|table| table.foreign_keys.iter().map(|key| find(key.parent)).collect())
            .collect();
        Self { tables, parents }
    }

    /// Returns the parents of a table that are still to be placed, itself left out.
    fn waiting<'a>(&'a self, table: usize, placed: &'a [bool]) -> impl Iterator<Item = usize> + 'a {
        let parents = self.parents[table].iter().flatten().copied();
        parents.filter(move |&parent| parent != table && !placed[parent])
    }

    /// Returns the first table whose parents are all placed.
    fn ready(&self, placed: &[bool]) -> Option<usize> {
        let mut left = (0..placed.len()).filter(|&table| !placed[table]);
        left.find(|&table| self.waiting(table, placed).next().is_none())
    }

    /// Returns the first table of a cycle that waits for nothing outside itself.
    ///
    /// A table that only hangs on a cycle is not taken, for its foreign keys need not be late.
    fn cyclic(&self, placed: &[bool]) -> Option<usize> {
        let reached: Vec<Vec<bool>> =
            (0..placed.len()).map(|table| self.reached(table, placed)).collect();
        let mut left = (0..placed.len()).filter(|&table| !placed[table]);
        left.find(|&table| {
            (0..placed.len()).all(|other| !reached[table][other] || reached[other][table])
        })
    }

    /// Tells of each table whether it is an ancestor of this one among those still to be placed.
    fn reached(&self, table: usize, placed: &[bool]) -> Vec<bool> {
        let mut reached = vec![false; placed.len()];
        let mut open = vec![table];
        while let Some(table) = open.pop() {
            for parent in self.waiting(table, placed) {
                if !reached[parent] {
                    reached[parent] = true;
                    open.push(parent);
                }
            }
        }
        reached
    }
}
