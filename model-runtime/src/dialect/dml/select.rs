//! SELECT.

use crate::dialect::expr::{self, Precedence, Scope};
use crate::dialect::spelling::NullOrder;
use crate::dialect::{Dialect, SqlWriter, Statement, dml};
use crate::error::{Error, ErrorKind};
use crate::query::{Columns, Expr, Nulls, Order, Select};
use crate::schema::TableDef;
use crate::value::{SqlType, Value};

/// Renders a query.
#[must_use]
pub fn select(dialect: Dialect, select: &Select) -> Statement {
    let mut w = SqlWriter::new(dialect);
    match select.columns {
        Columns::All => all(&mut w, select),
        Columns::Count => count(&mut w, select),
        Columns::Exists => {
            w.raw("SELECT EXISTS (SELECT 1");
            rows(&mut w, select);
            w.raw(")");
        }
    }
    w.finish()
}

fn all(w: &mut SqlWriter, select: &Select) {
    w.raw(if select.distinct { "SELECT DISTINCT " } else { "SELECT " });
    dml::columns(w, select.table);
    from(w, select);
    order_by(w, select);
    limit(w, select);
}

/// Writes a count; the order of rows never changes their number.
fn count(w: &mut SqlWriter, select: &Select) {
    if !select.distinct && select.limit.is_none() && select.offset.is_none() {
        w.raw("SELECT COUNT(*)");
        return from(w, select);
    }
    w.raw("SELECT COUNT(*) FROM (SELECT ");
    if select.distinct {
        w.raw("DISTINCT ");
        dml::columns(w, select.table);
    } else {
        w.raw("1");
    }
    rows(w, select);
    w.raw(") AS ").ident("counted");
}

fn rows(w: &mut SqlWriter, select: &Select) {
    from(w, select);
    limit(w, select);
}

fn from(w: &mut SqlWriter, select: &Select) {
    w.raw(" FROM ").ident(select.table.name);
    dml::filter(w, select.table, select.filter.as_ref());
}

pub(super) fn order_by(w: &mut SqlWriter, select: &Select) {
    for (at, order) in select.order_by.iter().enumerate() {
        w.raw(if at == 0 { " ORDER BY " } else { ", " });
        sort_key(w, select.table, order);
        if select.distinct && !matches!(order.expr, Expr::Column(_)) {
            let message = "distinct rows can be sorted by their columns only";
            w.refuse(Error::new(ErrorKind::Unsupported, message).with_model(select.table.model));
        }
    }
}

/// Writes a sort key, and where NULL goes if there can be one and it does not go there by itself.
pub(super) fn sort_key(w: &mut SqlWriter, table: &TableDef, order: &Order) {
    let scope = Scope::of(table);
    let usual = if order.descending { Nulls::Last } else { Nulls::First };
    let nulls = order.nulls.unwrap_or(usual);
    let moved = may_be_null(table, &order.expr)
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

fn may_be_null(table: &TableDef, expr: &Expr) -> bool {
    match expr {
        Expr::Column(name) => table.column(name).is_none_or(|column| column.nullable),
        _ => true,
    }
}

/// The highest limit that is printed: 1 and 2 are those of `first` and `one`, and belong to the shape of
/// the statement. SQLite plans a statement anew whenever a limit is bound.
const PRINTED_LIMIT: u64 = 2;

/// Writes the limits, which are bound so that pages share a statement.
fn limit(w: &mut SqlWriter, select: &Select) {
    match (select.limit, select.offset) {
        (Some(limit), _) if limit <= PRINTED_LIMIT => {
            w.raw(" LIMIT ").number(limit);
        }
        (Some(limit), _) => {
            w.raw(" LIMIT ").bind(number(limit));
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
