//! The keys by which related records find their owners.

use std::any::Any;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

use foldhash::fast::RandomState;

use crate::dialect::Dialect;
use crate::error::Result;
use crate::model::Row;
use crate::model::key::{Values, ordinal, value_at};
use crate::model::load::level::Level;
use crate::query::Expr;
use crate::schema::{ColumnDef, TableDef};
use crate::value::{SqlType, Value};

/// The most keys of one statement, so that what is sent stays within what servers accept.
const PER_STATEMENT: usize = 30_000;

/// Where the columns of a key stand in a row or a record, and of which types they are.
pub(super) struct KeyColumns(Vec<(usize, SqlType)>);

impl KeyColumns {
    /// Finds columns of a table.
    pub(super) fn of(table: &[ColumnDef], names: &[&str]) -> Self {
        let find = |name: &&str| table.iter().position(|column| column.name == *name);
        let ordinals = names.iter().filter_map(find);
        Self(ordinals.map(|ordinal| (ordinal, table[ordinal].ty)).collect())
    }

    /// The same columns where they stand, in this order, after so many others.
    pub(super) fn after(self, others: usize) -> Self {
        Self((others..).zip(self.0).map(|(at, (_, ty))| (at, ty)).collect())
    }

    /// The position of the only column, if it is an integer and one of so many.
    pub(super) fn integer_within(&self, columns: usize) -> Option<usize> {
        self.integer().map(|(ordinal, _)| ordinal).filter(|ordinal| *ordinal < columns)
    }

    /// The only column, if it is an integer: the shortest way, and that of most keys.
    fn integer(&self) -> Option<(usize, SqlType)> {
        match self.0.as_slice() {
            [(ordinal, ty)] if ty.is_integer() => Some((*ordinal, *ty)),
            _ => None,
        }
    }

    /// Reads the key of a row; `None` where a part of it is NULL.
    fn read(&self, row: &Row<'_>) -> Result<Option<Value>> {
        if let [(ordinal, ty)] = self.0.as_slice() {
            return row.value(*ordinal, *ty);
        }
        let parts = self.0.iter().map(|(ordinal, ty)| row.value(*ordinal, *ty));
        let parts: Option<Vec<_>> = parts.collect::<Result<_>>()?;
        Ok(parts.map(|parts| Value::Array(parts, SqlType::Bytes)))
    }
}

/// The key of a record over some columns, as one value; `None` where a part of it is NULL.
pub(super) fn key_of(record: &dyn Values, ordinals: &[usize]) -> Result<Option<Value>> {
    let [ordinal] = ordinals else {
        let parts = ordinals.iter().map(|&ordinal| value_at(record, ordinal));
        let parts = parts.collect::<Result<Vec<_>>>()?;
        let complete = !parts.iter().any(Value::is_null);
        return Ok(complete.then_some(Value::Array(parts, SqlType::Bytes)));
    };
    Ok(Some(value_at(record, *ordinal)?).filter(|key| !key.is_null()))
}

/// The value of an integer column of a record; `None` for NULL.
///
/// A field of one of the usual types is looked at, which takes a third of what binding it does.
pub(super) fn integer_of(record: &dyn Values, ordinal: usize) -> Result<Option<i64>> {
    let field: &dyn Any = record.field_at(ordinal);
    if let Some(key) = field.downcast_ref::<i64>() {
        return Ok(Some(*key));
    }
    if let Some(key) = field.downcast_ref::<Option<i64>>() {
        return Ok(*key);
    }
    if let Some(key) = field.downcast_ref::<i32>() {
        return Ok(Some((*key).into()));
    }
    if let Some(key) = field.downcast_ref::<Option<i32>>() {
        return Ok(key.map(i64::from));
    }
    Ok(match value_at(record, ordinal)? {
        Value::Int(key, _) => Some(key),
        _ => None,
    })
}

/// Returns the positions of columns in a table.
pub(super) fn ordinals(table: &TableDef, columns: &[&str]) -> Vec<usize> {
    columns.iter().map(|column| ordinal(table, column)).collect()
}

/// Records by their key.
pub(super) struct Owners {
    first: First,
    /// For each record the next one with the same key; the record itself if there is none.
    next: Vec<usize>,
}

/// The first record with a key.
enum First {
    Integer(HashMap<i64, usize, RandomState>),
    Any(HashMap<Value, usize, RandomState>),
}

impl Owners {
    /// Gathers the keys of records, and answers each once in the order of the records. A record whose key
    /// is NULL is related to nothing.
    pub(super) fn of(
        table: &TableDef,
        records: &dyn Level,
        columns: &[&str],
    ) -> Result<(Self, Vec<Value>)> {
        let count = records.count();
        let ordinals = ordinals(table, columns);
        let mut chains = Chains::new(count);
        let mut values = Vec::with_capacity(count);
        let integer = KeyColumns::of(table.columns, columns).integer();
        let first = if let Some((ordinal, ty)) = integer {
            let mut first = map(count);
            for position in 0..count {
                let Some(key) = integer_of(records.record(position), ordinal)? else { continue };
                if chains.add(&mut first, key, position) {
                    values.push(Value::Int(key, ty));
                }
            }
            First::Integer(first)
        } else {
            let mut first = map(count);
            for position in 0..count {
                let Some(key) = key_of(records.record(position), &ordinals)? else { continue };
                if chains.add(&mut first, key.clone(), position) {
                    values.push(key);
                }
            }
            First::Any(first)
        };
        Ok((Self { first, next: chains.next }, values))
    }

    /// How many records there are.
    pub(super) fn count(&self) -> usize {
        self.next.len()
    }

    /// Returns the first owner of a row, if it has any.
    pub(super) fn first(&self, row: &Row<'_>, key: &KeyColumns) -> Result<Option<usize>> {
        match (&self.first, key.integer()) {
            (First::Integer(first), Some((ordinal, ty))) => {
                Ok(row.int(ordinal, ty)?.and_then(|key| first.get(&key)).copied())
            }
            (First::Any(first), _) => Ok(key.read(row)?.and_then(|key| first.get(&key)).copied()),
            (First::Integer(_), None) => Ok(None),
        }
    }

    /// Returns the first owner with an integer as its key, if the owners have such keys.
    pub(super) fn first_with(&self, key: i64) -> Option<usize> {
        match &self.first {
            First::Integer(first) => first.get(&key).copied(),
            First::Any(_) => None,
        }
    }

    /// Returns the owner after one, with the same key.
    pub(super) fn after(&self, owner: usize) -> Option<usize> {
        Some(self.next[owner]).filter(|next| *next != owner)
    }
}

fn map<K>(capacity: usize) -> HashMap<K, usize, RandomState> {
    HashMap::with_capacity_and_hasher(capacity, RandomState::default())
}

/// The records of equal keys, one after the other.
struct Chains {
    next: Vec<usize>,
    /// For each first record of a key the last one so far.
    last: Vec<usize>,
}

impl Chains {
    fn new(records: usize) -> Self {
        Self { next: (0..records).collect(), last: (0..records).collect() }
    }

    /// Adds a record, and tells whether it is the first of its key.
    fn add<K: Hash + Eq>(
        &mut self,
        first: &mut HashMap<K, usize, RandomState>,
        key: K,
        position: usize,
    ) -> bool {
        match first.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(position);
                true
            }
            Entry::Occupied(entry) => {
                let first = *entry.get();
                self.next[self.last[first]] = position;
                self.last[first] = position;
                false
            }
        }
    }
}

/// The conditions that columns hold one of the keys, each for a statement of its own.
pub(super) fn conditions(
    dialect: Dialect,
    columns: &'static [&'static str],
    keys: Vec<Value>,
) -> Vec<Expr> {
    let most = match columns {
        [_] => PER_STATEMENT,
        columns => PER_STATEMENT.min(dialect.capabilities().max_binds / 2 / columns.len().max(1)),
    };
    if keys.len() <= most {
        return if keys.is_empty() { Vec::new() } else { vec![condition(columns, keys)] };
    }
    keys.chunks(most).map(|keys| condition(columns, keys.to_vec())).collect()
}

/// The condition that columns hold one of the keys.
pub(super) fn condition(columns: &'static [&'static str], keys: Vec<Value>) -> Expr {
    let [column] = columns else {
        let rows = keys.into_iter().map(|key| match key {
            Value::Array(parts, _) => parts,
            part => vec![part],
        });
        return Expr::InRows { columns, rows: rows.collect() };
    };
    let ty = keys.first().map_or(SqlType::I64, Value::sql_type);
    let expr = Box::new(Expr::Column(column));
    Expr::InList { expr, values: keys, ty, negated: false }
}

/// The condition for one key that is not known yet, to be printed.
pub(super) fn unknown(table: &[ColumnDef], columns: &'static [&'static str]) -> Expr {
    let KeyColumns(key) = KeyColumns::of(table, columns);
    let mut parts: Vec<_> = key.iter().map(|(_, ty)| Value::Null(*ty)).collect();
    let key = match (parts.len(), parts.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            parts.extend(last);
            Value::Array(parts, SqlType::Bytes)
        }
    };
    condition(columns, vec![key])
}
