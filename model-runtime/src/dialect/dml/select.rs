//! SELECT.

use std::ops::Range;

use crate::dialect::expr::{self, Joins, Precedence, Scope};
use crate::dialect::spelling::NullOrder;
use crate::dialect::{Dialect, List, SqlWriter, Statement, dml};
use crate::error::{Error, ErrorKind};
use crate::query::{Columns, Expr, Nulls, Order, Select};
use crate::schema::TableDef;
use crate::value::{SqlType, Value};

/// Renders a query.
#[must_use]
pub fn select(dialect: Dialect, select: &Select) -> Statement {
    let mut w = SqlWriter::new(dialect);
    // Whether there is a row, and how many, does not depend on the order.
    let sorted = select.order_by.iter().filter(|_| select.columns == Columns::All);
    let joins = Joins::of(select.filter.iter().chain(sorted.map(|order| &order.expr)));
    let scope = Scope::of(select.table).joined(&joins);
    match select.columns {
        Columns::All => all(&mut w, scope, select),
        Columns::Count => count(&mut w, scope, select),
        Columns::Exists => {
            w.raw("SELECT EXISTS (SELECT 1");
            rows(&mut w, scope, select);
            w.raw(")");
        }
    }
    w.finish()
}

/// Notes what a query reads that may find many rows; where it stands, if each row is read by itself.
pub(super) fn list(w: &mut SqlWriter, select: &Select, columns: usize, read: Option<Range<usize>>) {
    let is_whole = select.limit.is_none() && select.offset.is_none();
    let is_plain = is_whole && select.order_by.is_empty() && !select.distinct;
    if select.limit.is_none_or(|limit| limit > PRINTED_LIMIT) {
        w.list(List { columns, plain: read.filter(|_| is_plain) });
    }
}

fn all(w: &mut SqlWriter, scope: Scope<'_>, select: &Select) {
    w.raw(if select.distinct { "SELECT DISTINCT " } else { "SELECT " });
    let start = w.length();
    columns(w, scope, select.table);
    let read = start..w.length();
    from(w, scope, select);
    order_by(w, scope, select);
    limit(w, select);
    list(w, select, select.table.columns.len(), Some(read));
}

pub(super) fn columns(w: &mut SqlWriter, scope: Scope<'_>, table: &TableDef) {
    for (at, column) in table.columns.iter().enumerate() {
        if at > 0 {
            w.raw(", ");
        }
        scope.column(w, column.name);
    }
}

/// Writes a count; the order of rows never changes their number.
fn count(w: &mut SqlWriter, scope: Scope<'_>, select: &Select) {
    if !select.distinct && select.limit.is_none() && select.offset.is_none() {
        w.raw("SELECT COUNT(*)");
        return from(w, scope, select);
    }
    w.raw("SELECT COUNT(*) FROM (SELECT ");
    if select.distinct {
        w.raw("DISTINCT ");
        columns(w, scope, select.table);
    } else {
        w.raw("1");
    }
    rows(w, scope, select);
    w.raw(") AS ").ident("counted");
}

fn rows(w: &mut SqlWriter, scope: Scope<'_>, select: &Select) {
    from(w, scope, select);
    limit(w, select);
}

/// Writes the table, what is joined to it, and the condition.
pub(super) fn from(w: &mut SqlWriter, scope: Scope<'_>, select: &Select) {
    w.raw(" FROM ").ident(select.table.name);
    expr::joins(w, scope);
    dml::condition(w, scope, select.filter.as_ref());
}

pub(super) fn order_by(w: &mut SqlWriter, scope: Scope<'_>, select: &Select) {
    for (at, order) in select.order_by.iter().enumerate() {
        w.raw(if at == 0 { " ORDER BY " } else { ", " });
        sort_key(w, scope, order);
        if select.distinct && !matches!(order.expr, Expr::Column(_)) {
            let message = "distinct rows can be sorted by their columns only";
            w.refuse(Error::new(ErrorKind::Unsupported, message).with_model(select.table.model));
        }
    }
}

/// Writes a sort key, and where NULL goes if there can be one and it does not go there by itself.
pub(super) fn sort_key(w: &mut SqlWriter, scope: Scope<'_>, order: &Order) {
    let usual = if order.descending { Nulls::Last } else { Nulls::First };
    let nulls = order.nulls.unwrap_or(usual);
    let moved = expr::may_be_null(scope, &order.expr)
        && match w.dialect().spelling().nulls() {
            NullOrder::Highest => nulls == usual,
            NullOrder::Lowest | NullOrder::LowestOnly => nulls != usual,
        };
    let by_key = moved && matches!(w.dialect().spelling().nulls(), NullOrder::LowestOnly);
    if by_key {
        expr::write(w, scope, &order.expr, Precedence::Sum);
        w.raw(if nulls == Nulls::First { " IS NULL DESC, " } else { " IS NULL, " });
    }
    expr::whole(w, scope, &order.expr);
    if order.descending {
        w.raw(" DESC");
    }
    if moved && !by_key {
        w.raw(if nulls == Nulls::First { " NULLS FIRST" } else { " NULLS LAST" });
    }
}

/// The highest limit that is printed: 1 and 2 are those of `first` and `one`, and belong to the shape of
/// the statement.
const PRINTED_LIMIT: u64 = 2;

/// Writes the limits, which are bound so that pages share a statement.
pub(super) fn limit(w: &mut SqlWriter, select: &Select) {
    match (select.limit, select.offset) {
        (Some(limit), _) if limit <= PRINTED_LIMIT => {
            w.raw(" LIMIT ").number(limit);
        }
        (Some(limit), _) => {
            w.raw(w.dialect().spelling().limit()).bind(number(limit));
        }
        (None, Some(_)) => {
            w.raw(w.dialect().spelling().no_limit());
        }
        (None, None) => {}
    }
    if let Some(offset) = select.offset {
        w.raw(" OFFSET ").bind(number(offset));
    }
}

/// A number of rows as a value; no table has more than the greatest.
pub(super) fn number(count: u64) -> Value {
    Value::Int(i64::try_from(count).unwrap_or(i64::MAX), SqlType::I64)
}
