//! UPDATE and DELETE.

use crate::dialect::expr::{self, Scope};
use crate::dialect::{Dialect, SqlWriter, Statement, dml};
use crate::error::{Error, ErrorKind};
use crate::query::{Delete, Expr, Update};
use crate::schema::TableDef;

/// Renders an update.
#[must_use]
pub fn update(dialect: Dialect, update: &Update) -> Statement {
    let mut w = SqlWriter::new(dialect);
    w.raw("UPDATE ").ident(update.table.name);
    if let Err(error) = check(dialect, update) {
        w.refuse(error.with_model(update.table.model));
    }
    for (at, index) in sequence(dialect, update).into_iter().enumerate() {
        let (column, value) = &update.set[index];
        w.raw(if at == 0 { " SET " } else { ", " }).ident(column).raw(" = ");
        expr::whole(&mut w, Scope::of(update.table), value);
    }
    filter(&mut w, update.table, update.filter.as_ref());
    w.finish()
}

/// Renders a delete.
#[must_use]
pub fn delete(dialect: Dialect, delete: &Delete) -> Statement {
    let mut w = SqlWriter::new(dialect);
    w.raw("DELETE FROM ").ident(delete.table.name);
    filter(&mut w, delete.table, delete.filter.as_ref());
    w.finish()
}

/// Writes the condition. Where a statement may not read the table that it changes (MySQL), the rows
/// are found first: the limit keeps the server from merging the inner query into the outer one.
fn filter(w: &mut SqlWriter, table: &TableDef, filter: Option<&Expr>) {
    let reads_itself = filter.is_some_and(|filter| expr::reads(filter, table.name));
    if !reads_itself || w.dialect().spelling().reads_own_table() {
        return dml::filter(w, table, filter);
    }
    let key = table.primary_key.columns;
    w.raw(" WHERE ").raw(if key.len() > 1 { "(" } else { "" });
    dml::names(w, key.iter().copied());
    w.raw(if key.len() > 1 { ") IN (SELECT " } else { " IN (SELECT " });
    dml::names(w, key.iter().copied());
    w.raw(" FROM (SELECT ");
    dml::names(w, key.iter().copied());
    w.raw(" FROM ").ident(table.name);
    dml::filter(w, table, filter);
    w.raw(w.dialect().spelling().no_limit()).raw(") AS ").ident("found").raw(")");
}

fn check(dialect: Dialect, update: &Update) -> Result<(), Error> {
    let unsupported = |message| Err(Error::new(ErrorKind::Unsupported, message));
    if update.set.is_empty() {
        return unsupported("an update sets no column; give it at least one");
    }
    if !dialect.spelling().reads_own_table()
        && update.set.iter().any(|(_, value)| expr::reads(value, update.table.name))
    {
        return unsupported("MySQL cannot set a column from a query of the same table");
    }
    if sequence(dialect, update).len() < update.set.len() {
        return unsupported(
            "MySQL assigns one column after the other, so columns cannot be set from each other",
        );
    }
    Ok(())
}

/// Returns the order of the assignments; some are missing where none can be first.
///
/// All of them see the row as it was, also where the database assigns in sequence: a column is then
/// set after those that read it.
fn sequence(dialect: Dialect, update: &Update) -> Vec<usize> {
    let mut left: Vec<usize> = (0..update.set.len()).collect();
    if !dialect.spelling().assigns_in_sequence() {
        return left;
    }
    let mut sorted = Vec::with_capacity(left.len());
    let is_read = |column: usize, left: &[usize]| {
        let name = update.set[column].0;
        left.iter().any(|&other| other != column && expr::reads_column(&update.set[other].1, name))
    };
    while let Some(at) = left.iter().position(|&column| !is_read(column, &left)) {
        sorted.push(left.remove(at));
    }
    sorted
}
