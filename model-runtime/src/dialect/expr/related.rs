//! Whether related rows exist.

use crate::dialect::SqlWriter;
use crate::dialect::expr::{self, Precedence, Scope};
use crate::query::{Expr, Link};

/// Writes `EXISTS (SELECT 1 FROM related AS t1 WHERE t1.key = own.key AND …)`.
pub(super) fn write(
    w: &mut SqlWriter,
    outer: Scope<'_>,
    link: &Link,
    filter: Option<&Expr>,
    negated: bool,
) {
    let inner = outer.within();
    w.raw(if negated { "NOT EXISTS (SELECT 1 FROM " } else { "EXISTS (SELECT 1 FROM " });
    w.ident(link.table).raw(" AS ");
    inner.alias(w);
    w.raw(" WHERE ");
    for (at, (own, theirs)) in link.outer.iter().zip(link.inner).enumerate() {
        if at > 0 {
            w.raw(" AND ");
        }
        inner.column(w, theirs);
        w.raw(" = ");
        outer.column_from_within(w, own);
    }
    if let Some(filter) = filter {
        w.raw(" AND ");
        expr::write(w, inner, filter, Precedence::And);
    }
    w.raw(")");
}

/// Tells whether an expression reads a table in a subquery.
pub(in crate::dialect) fn reads(expr: &Expr, table: &str) -> bool {
    let mut open = vec![expr];
    while let Some(next) = open.pop() {
        match next {
            Expr::Related { link, filter, .. } => {
                if link.table == table {
                    return true;
                }
                open.extend(filter.as_deref());
            }
            other => open.extend(parts(other)),
        }
    }
    false
}

/// Tells whether an expression reads a column of its own scope.
pub(in crate::dialect) fn reads_column(expr: &Expr, column: &str) -> bool {
    let mut open = vec![expr];
    while let Some(next) = open.pop() {
        match next {
            Expr::Column(name) if *name == column => return true,
            Expr::Related { link, .. } if link.outer.contains(&column) => return true,
            Expr::InRows { columns, .. } if columns.contains(&column) => return true,
            other => open.extend(parts(other)),
        }
    }
    false
}

/// Returns the expressions of the same scope that one is made of.
fn parts(expr: &Expr) -> Vec<&Expr> {
    match expr {
        Expr::Binary { sides, .. } => vec![&sides.0, &sides.1],
        Expr::And(parts) | Expr::Or(parts) => parts.iter().collect(),
        Expr::Between { expr, bounds } => vec![expr, &bounds.0, &bounds.1],
        Expr::Not(expr)
        | Expr::IsNull { expr, .. }
        | Expr::InList { expr, .. }
        | Expr::Text { expr, .. } => vec![expr],
        Expr::Column(_)
        | Expr::Value(_)
        | Expr::Constant(_)
        | Expr::Related { .. }
        | Expr::InRows { .. }
        | Expr::Invalid { .. } => Vec::new(),
    }
}
