//! Expressions → text, with no more parentheses than needed.

mod aggregate;
mod arithmetic;
mod chain;
mod join;
mod key;
pub(in crate::dialect) mod list;
mod null;
mod related;
mod scope;

pub(super) use join::{Joins, joins};
pub(super) use null::may_be_null;
pub(super) use related::{reads, reads_column};
pub(super) use scope::Scope;

use crate::dialect::SqlWriter;
use crate::dialect::text;
use crate::error::Error;
use crate::query::{BinaryOp, Expr};
use crate::value::Value;

/// How tightly an expression holds together; a looser one inside a tighter one needs parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Precedence {
    Or,
    And,
    Not,
    Comparison,
    Sum,
    Product,
    Atom,
}

/// Writes a condition or a value that stands alone.
pub(super) fn whole(w: &mut SqlWriter, scope: Scope<'_>, expr: &Expr) {
    write(w, scope, expr, Precedence::Or);
}

/// Writes an expression where one of at least this precedence must stand.
pub(super) fn write(w: &mut SqlWriter, scope: Scope<'_>, expr: &Expr, least: Precedence) {
    let expr = chain::unwrapped(expr);
    let Some(scope) = scope.deeper(w) else { return };
    if let Some(key) = scope.key(expr) {
        return key::write(w, scope, expr, key);
    }
    let parentheses = precedence(w, expr) < least;
    if parentheses {
        w.raw("(");
    }
    bare(w, scope, expr);
    if parentheses {
        w.raw(")");
    }
}

fn bare(w: &mut SqlWriter, scope: Scope<'_>, expr: &Expr) {
    match expr {
        Expr::Column(name) => scope.column(w, name),
        Expr::Value(value) => {
            w.bind(value.clone());
        }
        Expr::Constant(value) => constant(w, *value),
        Expr::Binary { op, sides } => binary(w, scope, *op, &sides.0, &sides.1),
        Expr::And(_) => chain::write(w, scope, expr, &chain::AND),
        Expr::Or(_) => chain::write(w, scope, expr, &chain::OR),
        Expr::Not(inner) => {
            w.raw("NOT ");
            write(w, scope, inner, Precedence::Atom);
        }
        Expr::IsNull { expr, negated } => is_null(w, scope, expr, *negated),
        Expr::Between { expr, bounds } => {
            write(w, scope, expr, Precedence::Sum);
            w.raw(" BETWEEN ");
            write(w, scope, &bounds.0, Precedence::Sum);
            w.raw(" AND ");
            write(w, scope, &bounds.1, Precedence::Sum);
        }
        Expr::InList { expr, values, ty, negated } => {
            list::write(w, scope, expr, (values, *ty), *negated);
        }
        Expr::InRows { columns, rows } => list::write_rows(w, scope, columns, rows),
        Expr::Text { expr, needle, how } => text::write(w, scope, expr, needle, *how),
        Expr::Related { link, filter, negated } => {
            related::write(w, scope, link, filter.as_deref(), *negated);
        }
        Expr::Path { steps, column } => aggregate::path(w, scope, steps, column),
        Expr::Aggregate(aggregate) => aggregate::write(w, scope, aggregate),
        Expr::RelatedAggregate { steps, filter, aggregate } => {
            aggregate::related(w, scope, steps, filter.as_deref(), aggregate);
        }
        Expr::Invalid { kind, message } => {
            // The statement is never sent; NULL keeps its text readable.
            w.refuse(Error::new(*kind, message.clone())).raw("NULL");
        }
    }
}

/// Returns the precedence of what [`bare`] writes.
fn precedence(w: &SqlWriter, expr: &Expr) -> Precedence {
    match expr {
        Expr::Column(_)
        | Expr::Value(_)
        | Expr::Constant(_)
        | Expr::Path { .. }
        | Expr::Aggregate(_)
        | Expr::RelatedAggregate { .. }
        | Expr::Invalid { .. } => Precedence::Atom,
        Expr::And(all) if all.is_empty() => Precedence::Atom,
        Expr::Or(any) if any.is_empty() => Precedence::Atom,
        Expr::InList { values, .. } if values.is_empty() => Precedence::Atom,
        Expr::InRows { rows, .. } if rows.is_empty() => Precedence::Atom,
        Expr::Related { negated: false, .. } => Precedence::Atom,
        Expr::And(_) => Precedence::And,
        Expr::Or(_) => Precedence::Or,
        Expr::Not(_) | Expr::Related { negated: true, .. } => Precedence::Not,
        Expr::Binary { op, .. } => match op {
            BinaryOp::Add | BinaryOp::Sub => Precedence::Sum,
            BinaryOp::Mul | BinaryOp::Div | BinaryOp::IntDiv => Precedence::Product,
            BinaryOp::IsDistinctFrom if !spells_distinct_as_operator(w) => Precedence::Not,
            _ => Precedence::Comparison,
        },
        Expr::IsNull { .. }
        | Expr::Between { .. }
        | Expr::InList { .. }
        | Expr::InRows { .. }
        | Expr::Text { .. } => Precedence::Comparison,
    }
}

fn spells_distinct_as_operator(w: &SqlWriter) -> bool {
    w.dialect().spelling().distinct_from()[0].is_empty()
}

pub(in crate::dialect) fn constant(w: &mut SqlWriter, value: bool) {
    w.raw(if value { "TRUE" } else { "FALSE" });
}

fn is_null(w: &mut SqlWriter, scope: Scope<'_>, expr: &Expr, negated: bool) {
    write(w, scope, expr, Precedence::Sum);
    w.raw(if negated { " IS NOT NULL" } else { " IS NULL" });
}

fn binary(w: &mut SqlWriter, scope: Scope<'_>, op: BinaryOp, left: &Expr, right: &Expr) {
    let operator = match op {
        BinaryOp::Eq | BinaryOp::Ne if is_null_value(right) => {
            return is_null(w, scope, left, op == BinaryOp::Ne);
        }
        BinaryOp::Eq | BinaryOp::Ne if is_null_value(left) => {
            return is_null(w, scope, right, op == BinaryOp::Ne);
        }
        BinaryOp::Eq => ["", " = ", ""],
        BinaryOp::Ne => ["", " <> ", ""],
        BinaryOp::Lt => ["", " < ", ""],
        BinaryOp::Le => ["", " <= ", ""],
        BinaryOp::Gt => ["", " > ", ""],
        BinaryOp::Ge => ["", " >= ", ""],
        BinaryOp::IsDistinctFrom => w.dialect().spelling().distinct_from(),
        BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div | BinaryOp::IntDiv => {
            return arithmetic::write(w, scope, op, left, right);
        }
    };
    w.raw(operator[0]);
    write(w, scope, left, Precedence::Sum);
    w.raw(operator[1]);
    write(w, scope, right, Precedence::Sum);
    w.raw(operator[2]);
}

fn is_null_value(expr: &Expr) -> bool {
    matches!(expr, Expr::Value(Value::Null(_)))
}
