//! INSERT.

use crate::dialect::memo::{self, Shape};
use crate::dialect::spelling::DefaultRow;
use crate::dialect::{Answer, Dialect, Origin, SqlWriter, Statement, dml};
use crate::error::{Error, ErrorKind};
use crate::query::{Insert, InsertRows};
use crate::schema::{ColumnDef, Generation, TableDef};
use crate::value::{SqlType, Value};

/// Renders an insert; its values are bound apart.
#[must_use]
pub fn insert(dialect: Dialect, insert: &Insert<'_>) -> Statement {
    match Shape::of_insert(dialect, insert) {
        Some(shape) => memo::statement(shape, Vec::new(), || render(dialect, insert)),
        None => render(dialect, insert),
    }
}

fn render(dialect: Dialect, insert: &Insert<'_>) -> Statement {
    let mut w = SqlWriter::new(dialect);
    let columns: Vec<&ColumnDef> =
        insert.columns.iter().filter_map(|&at| insert.table.columns.get(at)).collect();
    w.raw("INSERT INTO ").ident(insert.table.name);
    match insert.rows {
        InsertRows::Values(0) => refuse(&mut w, insert, "there is no row to insert"),
        InsertRows::Values(rows) if columns.is_empty() => defaults(&mut w, insert, rows),
        InsertRows::Values(rows) => {
            given(&mut w, &columns);
            w.raw(" VALUES ");
            repeat(&mut w, rows, |w| {
                w.raw("(");
                repeat(w, columns.len(), |w| {
                    w.placeholder();
                });
                w.raw(")");
            });
        }
        InsertRows::Arrays if columns.is_empty() => {
            refuse(&mut w, insert, "arrays of no columns do not tell how many rows they are");
        }
        InsertRows::Arrays if !dialect.capabilities().insert_arrays => {
            refuse(&mut w, insert, "the database knows no arrays; give rows of values");
        }
        InsertRows::Arrays => arrays(&mut w, &columns),
    }
    if insert.returning {
        w.raw(" RETURNING ");
        let start = w.length();
        dml::columns(&mut w, insert.table);
        let returned = Origin::Returned(start..w.length());
        w.answers(Answer::new(insert.table.columns.len(), returned));
    }
    w.finish()
}

/// Renders what makes the database count on after a key that was given, where it would not by itself:
/// PostgreSQL's sequences do not see it, and would hand out the same key again.
///
/// The sequence is only ever moved forward, and left alone by a role that may not move it.
#[must_use]
pub fn advance_key(dialect: Dialect, table: &TableDef, given: i64) -> Option<Statement> {
    let (Generation::Database { .. }, Dialect::Postgres) = (table.primary_key.generation, dialect)
    else {
        return None;
    };
    let mut name = SqlWriter::new(dialect);
    name.ident(table.name);
    let mut w = SqlWriter::new(dialect);
    let key = Value::Int(given, SqlType::I64);
    w.raw("SELECT setval(keys.name, ").bind(key.clone());
    w.raw(") FROM (SELECT CAST(pg_get_serial_sequence(").bind(Value::Text(name.into_text()));
    w.raw(", ").bind(Value::Text((*table.primary_key.columns.first()?).to_owned()));
    w.raw(") AS regclass) AS name) AS keys WHERE has_sequence_privilege(keys.name, 'UPDATE')");
    w.raw(" AND coalesce(pg_sequence_last_value(keys.name), 0) < ").bind(key);
    Some(w.finish())
}

fn refuse(w: &mut SqlWriter, insert: &Insert<'_>, message: &'static str) {
    w.refuse(Error::new(ErrorKind::Unsupported, message).with_model(insert.table.model));
}

fn given(w: &mut SqlWriter, columns: &[&ColumnDef]) {
    w.raw(" (");
    dml::names(w, columns.iter().map(|column| column.name));
    w.raw(")");
}

/// Writes something so many times, with commas between.
fn repeat(w: &mut SqlWriter, times: usize, mut write: impl FnMut(&mut SqlWriter)) {
    for at in 0..times {
        if at > 0 {
            w.raw(", ");
        }
        write(w);
    }
}

/// Writes rows that give no column.
fn defaults(w: &mut SqlWriter, insert: &Insert<'_>, rows: usize) {
    match w.dialect().spelling().default_row() {
        DefaultRow::Empty => {
            w.raw(" () VALUES ");
            repeat(w, rows, |w| {
                w.raw("()");
            });
        }
        _ if rows == 1 => {
            w.raw(" DEFAULT VALUES");
        }
        DefaultRow::Keyword => of_one_column(w, insert.table, rows, "(DEFAULT)"),
        DefaultRow::NullKey if is_generated(insert.table) => {
            of_one_column(w, insert.table, rows, "(NULL)");
        }
        DefaultRow::NullKey => {
            refuse(w, insert, "several rows of defaults at once are not supported; insert singly");
        }
    }
}

fn of_one_column(w: &mut SqlWriter, table: &TableDef, rows: usize, row: &'static str) {
    w.raw(" (");
    dml::names(w, table.primary_key.columns.first().copied());
    w.raw(") VALUES ");
    repeat(w, rows, |w| {
        w.raw(row);
    });
}

fn is_generated(table: &TableDef) -> bool {
    matches!(table.primary_key.generation, Generation::Database { .. })
}

/// Writes rows that come as one array per column; the sort keeps generated keys in their order.
fn arrays(w: &mut SqlWriter, columns: &[&ColumnDef]) {
    given(w, columns);
    w.raw(" SELECT ");
    aliases(w, columns.len());
    w.raw(" FROM UNNEST(");
    for (at, column) in columns.iter().enumerate() {
        if at > 0 {
            w.raw(", ");
        }
        let ty = w.dialect().spelling().array_type(column.ty);
        w.raw("CAST(").placeholder().raw(" AS ").raw(ty).raw(")");
    }
    w.raw(") WITH ORDINALITY AS ").ident("given").raw(" (");
    aliases(w, columns.len());
    w.raw(", ").ident("n").raw(") ORDER BY ").ident("n");
}

fn aliases(w: &mut SqlWriter, columns: usize) {
    let mut at = 0;
    repeat(w, columns, |w| {
        w.alias("c", at);
        at += 1;
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::tests::fixtures::USERS;

    #[test]
    fn kept_text_is_the_one_that_is_rendered() {
        let shapes = [InsertRows::Values(1), InsertRows::Values(3), InsertRows::Arrays];
        let columns: [&[usize]; 5] = [&[], &[1], &[1, 2], &[2, 1], &[0, 1, 2, 3, 4]];
        for _ in 0..2 {
            for (columns, rows) in columns.iter().flat_map(|c| shapes.map(|rows| (*c, rows))) {
                for (dialect, returning) in Dialect::ALL.into_iter().zip([true, false, true]) {
                    let given = Insert { table: &USERS, columns, rows, returning };
                    let (kept, rendered) = (insert(dialect, &given), render(dialect, &given));
                    assert_eq!(kept.sql(), rendered.sql(), "{given:?}");
                    assert_eq!(kept.refusal().is_some(), rendered.refusal().is_some());
                }
            }
        }
    }
}
