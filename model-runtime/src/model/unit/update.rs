//! UPDATE and DELETE of rows by their keys, those with the same values in one statement.

use std::collections::{HashMap, HashSet};

use crate::backend::Conn;
use crate::dialect::{self, Statement};
use crate::error::{Error, ErrorKind, Result};
use crate::model::run;
use crate::query::{self, BinaryOp, Delete, Expr};
use crate::schema::TableDef;
use crate::value::Value;

/// The most keys in one statement; of several columns, fewer.
const KEYS: usize = 4096;

/// Rows of one table with what they are set to.
#[derive(Default)]
pub(super) struct Assignments {
    groups: Vec<Group>,
    by_values: HashMap<Vec<(usize, Value)>, usize>,
}

/// Rows that are set to the same.
struct Group {
    set: Vec<(usize, Value)>,
    rows: Vec<usize>,
    keys: Vec<Vec<Value>>,
}

impl Assignments {
    /// Adds a row; one that sets nothing needs no statement.
    pub(super) fn add(&mut self, row: usize, key: Vec<Value>, mut set: Vec<(usize, Value)>) {
        if set.is_empty() {
            return;
        }
        set.sort_by_key(|(column, _)| *column);
        let next = self.groups.len();
        let at = *self.by_values.entry(set.clone()).or_insert(next);
        if at == next {
            self.groups.push(Group { set, rows: Vec::new(), keys: Vec::new() });
        }
        self.groups[at].rows.push(row);
        self.groups[at].keys.push(key);
    }

    /// Writes them.
    ///
    /// # Errors
    ///
    /// `NotFound` if a row is gone.
    pub(super) async fn run(&self, conn: &mut Conn, table: &'static TableDef) -> Result<()> {
        for Group { set, keys, .. } in &self.groups {
            let set = set
                .iter()
                .map(|(column, value)| (table.columns[*column].name, Expr::Value(value.clone())));
            let set: Vec<_> = set.collect();
            for keys in chunks(table, distinct(keys.clone())) {
                let filter = Some(one_of(table, &keys));
                let update = query::Update { table, set: set.clone(), filter };
                let statement = dialect::update(conn.dialect(), &update);
                all_found(execute(conn, statement).await?, &keys)?;
            }
        }
        Ok(())
    }

    /// The rows and what each was set to.
    pub(super) fn by_row(&self) -> impl Iterator<Item = (usize, &[(usize, Value)])> {
        let rows = |group: &Group| group.rows.clone();
        self.groups
            .iter()
            .flat_map(move |group| rows(group).into_iter().map(|row| (row, group.set.as_slice())))
    }
}

/// Deletes rows.
///
/// # Errors
///
/// `NotFound` if a row is gone; `ForeignKey` if others refer to one and may not lose it.
pub(super) async fn delete(
    conn: &mut Conn,
    table: &'static TableDef,
    keys: Vec<Vec<Value>>,
) -> Result<()> {
    for keys in chunks(table, distinct(keys)) {
        let filter = Some(one_of(table, &keys));
        let statement = dialect::delete(conn.dialect(), &Delete { table, filter });
        all_found(execute(conn, statement).await?, &keys)?;
    }
    Ok(())
}

async fn execute(conn: &mut Conn, statement: Statement) -> Result<u64> {
    Ok(run::execute_on(conn, statement).await?.rows_affected)
}

fn all_found(found: u64, keys: &[Vec<Value>]) -> Result<()> {
    if found == keys.len() as u64 {
        return Ok(());
    }
    let message =
        "a row that was to be changed or deleted is gone; forget its record, or load it anew";
    Err(Error::new(ErrorKind::NotFound, message))
}

/// The same row can be tracked twice.
fn distinct(keys: Vec<Vec<Value>>) -> Vec<Vec<Value>> {
    let mut seen = HashSet::with_capacity(keys.len());
    keys.into_iter().filter(|key| seen.insert(key.clone())).collect()
}

fn chunks(table: &TableDef, keys: Vec<Vec<Value>>) -> Vec<Vec<Vec<Value>>> {
    let size = if table.primary_key.columns.len() == 1 { KEYS } else { KEYS / 16 };
    keys.chunks(size).map(<[_]>::to_vec).collect()
}

/// The condition that keeps the rows with these keys.
fn one_of(table: &TableDef, keys: &[Vec<Value>]) -> Expr {
    if let (&[column], Some(first)) = (table.primary_key.columns, keys.first()) {
        let values: Vec<Value> = keys.iter().flatten().cloned().collect();
        let equal = |value| Expr::binary(BinaryOp::Eq, Expr::Column(column), Expr::Value(value));
        return match <[Value; 1]>::try_from(values) {
            Ok([value]) => equal(value),
            Err(values) => {
                let ty = first.first().map_or(crate::value::SqlType::I64, Value::sql_type);
                let expr = Box::new(Expr::Column(column));
                Expr::InList { expr, values, ty, negated: false }
            }
        };
    }
    let row = |key: &Vec<Value>| {
        let pairs = table.primary_key.columns.iter().zip(key);
        let equal = pairs.map(|(column, value)| {
            Expr::binary(BinaryOp::Eq, Expr::Column(column), Expr::Value(value.clone()))
        });
        equal.reduce(Expr::and).unwrap_or(Expr::Constant(false))
    };
    keys.iter().map(row).reduce(Expr::or).unwrap_or(Expr::Constant(false))
}
