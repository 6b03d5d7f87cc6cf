//! SELECT.

use std::ops::Range;

use crate::dialect::expr::{self, Joins, Precedence, Scope};
use crate::dialect::memo::{self, Shape};
use crate::dialect::spelling::NullOrder;
use crate::dialect::{Answer, Dialect, Origin, SqlWriter, Statement, dml};
use crate::error::{Error, ErrorKind};
use crate::query::{BinaryOp, Columns, Expr, Nulls, Order, Select};
use crate::schema::TableDef;
use crate::value::{SqlType, Value};

/// Renders a query.
#[must_use]
pub fn select(dialect: Dialect, select: &Select) -> Statement {
    let limits = match is_by_key(select) {
        true => [None, None],
        false => [select.limit.and_then(bound), select.offset.map(number)],
    };
    match Shape::of_select(dialect, select, limits) {
        Some((shape, values)) => memo::statement(shape, values, || render(dialect, select)),
        None => render(dialect, select),
    }
}

fn render(dialect: Dialect, select: &Select) -> Statement {
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

/// Notes how many columns a query reads that may find many rows; where they stand, if each row is read by
/// itself.
pub(super) fn list(w: &mut SqlWriter, select: &Select, columns: usize, read: Option<Range<usize>>) {
    let is_whole = select.limit.is_none() && select.offset.is_none();
    let is_plain = is_whole && select.order_by.is_empty() && !select.distinct;
    if select.limit.is_none_or(|limit| limit > FEW) {
        let origin = read.filter(|_| is_plain).map_or(Origin::Query, Origin::Plain);
        w.answers(Answer::new(columns, origin));
    }
}

/// Tells whether a query asks for the row with a primary key and nothing else, so that a limit says nothing.
fn is_by_key(select: &Select) -> bool {
    let is_plain = select.offset.is_none() && select.order_by.is_empty();
    if select.columns != Columns::All || !is_plain || select.limit == Some(0) {
        return false;
    }
    let Some(Expr::Binary { op: BinaryOp::Eq, sides }) = &select.filter else { return false };
    let (Expr::Column(column), Expr::Value(_)) = sides.as_ref() else { return false };
    select.table.primary_key.columns == [*column]
}

fn all(w: &mut SqlWriter, scope: Scope<'_>, select: &Select) {
    w.raw(if select.distinct { "SELECT DISTINCT " } else { "SELECT " });
    let start = w.length();
    columns(w, scope, select.table);
    let read = start..w.length();
    from(w, scope, select);
    let columns = select.table.columns.len();
    if is_by_key(select) {
        return w.answers(Answer::new(columns, Origin::Key(read)));
    }
    order_by(w, scope, select);
    limit(w, select);
    list(w, select, columns, Some(read));
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

/// The limits of `first` and `one`, which find no list.
const FEW: u64 = 2;

/// Tells whether a limit is printed: those that people choose are, as PostgreSQL plans a statement anew each
/// time it is run where it does not know how many rows are wanted. There are 47 of them, so that limits that
/// come from elsewhere do not crowd out other statements.
fn is_printed(limit: u64) -> bool {
    match limit {
        0..=10 => true,
        11..=100 => limit.is_multiple_of(5),
        101..=1000 => limit.is_multiple_of(50),
        _ => false,
    }
}

/// Writes the limits: others than those that are printed are bound, so that pages share a statement.
pub(super) fn limit(w: &mut SqlWriter, select: &Select) {
    match (select.limit, select.limit.and_then(bound), select.offset) {
        (Some(_), Some(limit), _) => {
            w.raw(w.dialect().spelling().limit()).bind(limit);
        }
        (Some(limit), None, _) => {
            w.raw(" LIMIT ").number(limit);
        }
        (None, _, Some(_)) => {
            w.raw(w.dialect().spelling().no_limit());
        }
        (None, _, None) => {}
    }
    if let Some(offset) = select.offset {
        w.raw(" OFFSET ").bind(number(offset));
    }
}

/// The value of a limit, unless it is printed.
fn bound(limit: u64) -> Option<Value> {
    (!is_printed(limit)).then(|| number(limit))
}

/// A number of rows as a value; no table has more than the greatest.
pub(super) fn number(count: u64) -> Value {
    Value::Int(i64::try_from(count).unwrap_or(i64::MAX), SqlType::I64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::tests::fixtures::USERS;

    /// Plain queries of all kinds, with values that differ from one `round` to the next.
    fn plain(round: i64) -> Vec<Select> {
        let value = |ty| Expr::Value(Value::Int(round, ty));
        let compared = |op, column, ty| Some(Expr::binary(op, Expr::Column(column), value(ty)));
        let null = Expr::Value(Value::Null(SqlType::I64));
        let filters = [
            None,
            compared(BinaryOp::Eq, "id", SqlType::I64),
            compared(BinaryOp::Eq, "age", SqlType::I32),
            compared(BinaryOp::Ne, "age", SqlType::I32),
            compared(BinaryOp::IsDistinctFrom, "age", SqlType::I32),
            Some(Expr::binary(BinaryOp::Eq, Expr::Column("role_id"), null)),
        ];
        let sorted = |descending, nulls| Order { expr: Expr::Column("role_id"), descending, nulls };
        let orders = [
            vec![],
            vec![sorted(false, None)],
            vec![sorted(true, None)],
            vec![sorted(true, Some(Nulls::First))],
        ];
        let limits = [None, Some(0), Some(1), Some(2), Some(10), Some(11 + round.unsigned_abs())];
        let offsets = [None, Some(0), Some(1), Some(round.unsigned_abs())];
        let mut all = Vec::new();
        for filter in &filters {
            for order_by in &orders {
                for (limit, offset) in
                    limits.iter().flat_map(|l| offsets.iter().map(move |o| (l, o)))
                {
                    let (limit, offset) = (*limit, *offset);
                    let (filter, order_by) = (filter.clone(), order_by.clone());
                    let select = Select { filter, order_by, limit, offset, ..Select::all(&USERS) };
                    all.push(Select { distinct: true, ..select.clone() });
                    all.push(Select { columns: Columns::Count, ..select.clone() });
                    all.push(Select { columns: Columns::Exists, ..select.clone() });
                    all.push(select);
                }
            }
        }
        all
    }

    #[test]
    fn kept_text_is_the_one_that_is_rendered() {
        for round in 1..=3 {
            for (query, dialect) in plain(round).iter().flat_map(|q| Dialect::ALL.map(|d| (q, d))) {
                let (kept, rendered) = (select(dialect, query), render(dialect, query));
                assert_eq!(kept.sql(), rendered.sql(), "{query:?}");
                assert_eq!(kept.binds(), rendered.binds(), "{query:?}");
            }
        }
    }
}
