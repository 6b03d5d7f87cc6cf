//! The checks of a schema, run by the compiler.
//!
//! Const evaluation is slow and limited, so names are compared by their hashes, and a name is compared
//! with all others only where its bit in a small filter is taken already.

use crate::schema::name::hash;
use crate::schema::{ForeignKeyDef, IndexDef, Name, TableDef};

/// Checks tables against each other and returns the first mistake.
pub(crate) const fn tables(tables: &[&TableDef]) -> Option<Mistake> {
    if let Some(mistake) = table_names_are_unique(tables) {
        return Some(mistake);
    }
    if let Some(mistake) = constraint_names_are_unique(tables) {
        return Some(mistake);
    }
    let mut at = 0;
    while at < tables.len() {
        let mut key = 0;
        while key < tables[at].foreign_keys.len() {
            let key_def = &tables[at].foreign_keys[key];
            if let Some(mistake) = foreign_key_has_a_parent(tables, tables[at], key_def) {
                return Some(mistake);
            }
            key += 1;
        }
        at += 1;
    }
    None
}

const fn table_names_are_unique(tables: &[&TableDef]) -> Option<Mistake> {
    let mut seen = Filter::new();
    let mut at = 0;
    while at < tables.len() {
        if seen.insert(hash(tables[at].name)) {
            let mut before = 0;
            while before < at {
                if same(tables[at].name, tables[before].name) {
                    let mistake = Mistake::new().text("two models have the table `");
                    let mistake =
                        mistake.text(tables[at].name).text("`; list each model once, and ");
                    return Some(mistake.text("name the table with `#[model(table = \"…\")]`"));
                }
                before += 1;
            }
        }
        at += 1;
    }
    None
}

const fn constraint_names_are_unique(tables: &[&TableDef]) -> Option<Mistake> {
    let mut seen = Filter::new();
    let mut table = 0;
    while table < tables.len() {
        let mut at = 0;
        while let Some(name) = constraint(tables[table], at) {
            if seen.insert(name.hash())
                && let Some(mistake) = name_is_new(tables, table, at, name)
            {
                return Some(mistake);
            }
            at += 1;
        }
        table += 1;
    }
    None
}

/// Compares a name with all before it: those of earlier tables, and the earlier ones of its own.
const fn name_is_new(
    tables: &[&TableDef],
    last: usize,
    end: usize,
    name: &Name,
) -> Option<Mistake> {
    let mut table = 0;
    while table <= last {
        let mut at = 0;
        while let Some(other) = constraint(tables[table], at) {
            if table == last && at == end {
                break;
            }
            if name.same(other) {
                let mistake = Mistake::new().text("two constraints or indexes have the name `");
                let mistake = mistake.text(name.as_str()).text("`, of the tables `");
                let mistake = mistake.text(tables[table].name).text("` and `");
                let mistake = mistake.text(tables[last].name).text("`; give one of them ");
                return Some(mistake.text("another with `name = \"…\"`"));
            }
            at += 1;
        }
        table += 1;
    }
    None
}

/// Returns the name of the n-th constraint or index of a table.
const fn constraint(table: &TableDef, mut at: usize) -> Option<&Name> {
    if at == 0 {
        return Some(&table.primary_key.name);
    }
    at -= 1;
    if at < table.uniques.len() {
        return Some(&table.uniques[at].name);
    }
    at -= table.uniques.len();
    if at < table.indexes.len() {
        return Some(&table.indexes[at].name);
    }
    at -= table.indexes.len();
    if at < table.foreign_keys.len() {
        return Some(&table.foreign_keys[at].name);
    }
    at -= table.foreign_keys.len();
    if at < table.checks.len() {
        return Some(&table.checks[at].name);
    }
    None
}

const fn foreign_key_has_a_parent(
    tables: &[&TableDef],
    child: &TableDef,
    key: &ForeignKeyDef,
) -> Option<Mistake> {
    let mut at = 0;
    while at < tables.len() {
        if same(tables[at].name, key.parent) {
            return foreign_key_refers_to_a_key(tables[at], key);
        }
        at += 1;
    }
    let mistake = Mistake::new().text("the schema lacks the table `").text(key.parent);
    let mistake = mistake.text("`, which a foreign key of `").text(child.name);
    Some(mistake.text("` refers to; add its model to `schema![…]`"))
}

const fn foreign_key_refers_to_a_key(parent: &TableDef, key: &ForeignKeyDef) -> Option<Mistake> {
    if same_columns(parent.primary_key.columns, key.references) {
        return None;
    }
    let mut at = 0;
    while at < parent.uniques.len() {
        if same_columns(parent.uniques[at].columns, key.references) {
            return None;
        }
        at += 1;
    }
    let mut at = 0;
    while at < parent.indexes.len() {
        if is_unique_over(&parent.indexes[at], key.references) {
            return None;
        }
        at += 1;
    }
    let mistake = Mistake::new().text("the foreign key `").text(key.name.as_str());
    let mistake = mistake.text("` refers to columns of `").text(parent.name);
    Some(mistake.text("` that are neither its primary key nor unique; make them unique there"))
}

const fn is_unique_over(index: &IndexDef, columns: &[&str]) -> bool {
    if !index.unique || index.filter.is_some() || index.parts.len() != columns.len() {
        return false;
    }
    let mut at = 0;
    while at < columns.len() {
        if !same(index.parts[at].column, columns[at]) {
            return false;
        }
        at += 1;
    }
    true
}

/// Compares in order: MySQL wants the columns of the key in the order of an index.
const fn same_columns(left: &[&str], right: &[&str]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let mut at = 0;
    while at < left.len() {
        if !same(left[at], right[at]) {
            return false;
        }
        at += 1;
    }
    true
}

/// Compares from the end, where names of one length mostly differ.
pub(super) const fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut at = left.len();
    while at > 0 {
        at -= 1;
        if left[at] != right[at] {
            return false;
        }
    }
    true
}

/// A set of hashes that may take a new one for a known one, never the other way round.
struct Filter([u64; 512]);

impl Filter {
    const fn new() -> Self {
        Self([0; 512])
    }

    /// Adds a hash and tells whether it may have been there.
    const fn insert(&mut self, hash: u64) -> bool {
        let bit = 1 << (hash & 63);
        let word = (hash >> 6 & 511) as usize;
        let known = self.0[word] & bit != 0;
        self.0[word] |= bit;
        known
    }
}

/// What is wrong with a schema, in words.
///
/// `panic!` in a const formats nothing but one `&str`. It stands in the caller's macro: each function
/// around it would add five lines to the compile error.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Mistake {
    bytes: [u8; 512],
    len: usize,
}

impl Mistake {
    const fn new() -> Self {
        Self { bytes: [0; 512], len: 0 }
    }

    const fn text(mut self, text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() && self.len < self.bytes.len() {
            self.bytes[self.len] = bytes[at];
            self.len += 1;
            at += 1;
        }
        self
    }

    /// Returns the words.
    #[must_use]
    pub const fn words(&self) -> &str {
        let (text, _) = self.bytes.split_at(self.len);
        match str::from_utf8(text) {
            Ok(text) => text,
            Err(_) => "a schema with very long names has a mistake",
        }
    }
}
