//! SELECT of rows that are reached step by step.

use crate::dialect::dml::select::{number, order_by};
use crate::dialect::expr::{self, Precedence, Scope};
use crate::dialect::{Answer, Dialect, Origin, SqlWriter, Statement, dml};
use crate::query::{Recursive, Toward};

/// The rows that were reached: of which owner, by which key, after how many steps.
const REACHED: &str = "__reached";
const OUTER: &str = "__outer";
const INNER: &str = "__inner";
const DEPTH: &str = "__depth";

/// Renders the query of the rows that are reached from some records; the owners' keys follow the
/// table's columns.
#[must_use]
pub fn recursive(dialect: Dialect, recursive: &Recursive) -> Statement {
    let mut w = SqlWriter::new(dialect);
    let table = recursive.select.table;
    w.raw("WITH RECURSIVE ").ident(REACHED).raw(" (");
    reached(&mut w, recursive, |w| {
        w.ident(DEPTH);
    });
    w.raw(") AS (");
    first(&mut w, recursive);
    // Not ALL: rows that refer to each other in a circle are reached once.
    w.raw(" UNION ");
    next(&mut w, recursive);
    w.raw(") SELECT ");
    dml::columns(&mut w, table);
    for (at, _) in (0..).zip(recursive.by()) {
        w.raw(", ").alias(OUTER, at);
    }
    w.raw(" FROM ").ident(table.name).raw(" INNER JOIN ");
    if recursive.depth.is_some() {
        // A row that is reached by ways of different lengths comes once.
        w.raw("(SELECT DISTINCT ");
        reached(&mut w, &Recursive { depth: None, ..recursive.clone() }, |_| {});
        w.raw(" FROM ").ident(REACHED).raw(") AS ").ident(REACHED);
    } else {
        w.ident(REACHED);
    }
    w.raw(" ON ");
    on(&mut w, recursive.references);
    order_by(&mut w, Scope::of(table), &recursive.select);
    w.answers(Answer::new(table.columns.len() + recursive.by().len(), Origin::Query));
    w.finish()
}

/// Writes what is kept of each row that was reached.
fn reached(w: &mut SqlWriter, recursive: &Recursive, depth: impl FnOnce(&mut SqlWriter)) {
    for (at, _) in (0..).zip(recursive.by()) {
        w.raw(if at == 0 { "" } else { ", " }).alias(OUTER, at);
    }
    for (at, _) in (0..).zip(recursive.references) {
        w.raw(", ").alias(INNER, at);
    }
    if recursive.depth.is_some() {
        w.raw(", ");
        depth(w);
    }
}

/// Writes the first step, from the owners.
fn first(w: &mut SqlWriter, recursive: &Recursive) {
    let table = recursive.select.table;
    w.raw("SELECT ");
    dml::names(w, recursive.by().iter().chain(recursive.references).copied());
    if recursive.depth.is_some() {
        w.raw(", 1");
    }
    w.raw(" FROM ").ident(table.name).raw(" WHERE ");
    expr::write(w, Scope::of(table), &recursive.owners, Precedence::And);
    filter(w, recursive);
}

/// Writes the step from what has been reached to what is next.
fn next(w: &mut SqlWriter, recursive: &Recursive) {
    let Recursive { select, columns, references, toward, depth, .. } = recursive;
    w.raw("SELECT ");
    for (at, _) in (0..).zip(recursive.by()) {
        w.alias(OUTER, at).raw(", ");
    }
    // Of a child the key by which its own children know it; of a parent the key of its own parent.
    dml::names(w, if *toward == Toward::Children { *references } else { *columns }.iter().copied());
    if depth.is_some() {
        w.raw(", ").ident(DEPTH).raw(" + 1");
    }
    w.raw(" FROM ").ident(select.table.name).raw(" INNER JOIN ").ident(REACHED).raw(" ON ");
    on(w, if *toward == Toward::Children { columns } else { references });
    w.raw(" WHERE ");
    match depth {
        Some(depth) => {
            w.ident(DEPTH).raw(" < ").bind(number(*depth));
        }
        None => {
            expr::constant(w, true);
        }
    }
    if *toward == Toward::Parents {
        for column in *columns {
            w.raw(" AND ").ident(column).raw(" IS NOT NULL");
        }
    }
    filter(w, recursive);
}

fn on(w: &mut SqlWriter, columns: &[&str]) {
    for (at, column) in (0..).zip(columns) {
        w.raw(if at == 0 { "" } else { " AND " });
        w.ident(column).raw(" = ").alias(INNER, at);
    }
}

fn filter(w: &mut SqlWriter, recursive: &Recursive) {
    if let Some(filter) = &recursive.select.filter {
        w.raw(" AND ");
        expr::write(w, Scope::of(recursive.select.table), filter, Precedence::And);
    }
}
