//! Whether related rows exist.

use crate::dialect::SqlWriter;
use crate::dialect::expr::{self, Joins, Precedence, Scope, join};
use crate::query::{Expr, Link, Step};

/// Writes `EXISTS (SELECT 1 FROM related AS t1 WHERE t1.key = own.key AND …)`.
pub(super) fn write(
    w: &mut SqlWriter,
    outer: Scope<'_>,
    link: &Link,
    filter: Option<&Expr>,
    negated: bool,
) {
    let paths = Joins::of(filter);
    let inner = outer.within().joined(&paths);
    w.raw(if negated { "NOT EXISTS (SELECT 1 FROM " } else { "EXISTS (SELECT 1 FROM " });
    w.ident(link.table).raw(" AS ");
    inner.alias(w);
    join::joins(w, inner);
    w.raw(" WHERE ");
    join::equal(w, inner, link.inner, outer, link.outer);
    if let Some(filter) = filter {
        w.raw(" AND ");
        expr::write(w, inner, filter, Precedence::And);
    }
    w.raw(")");
}

/// Tells whether an expression reads a table in a subquery.
pub(in crate::dialect) fn reads(expr: &Expr, table: &str) -> bool {
    let through = |steps: &[Step]| steps.iter().any(|step| step.table.name == table);
    let mut open = vec![expr];
    while let Some(next) = open.pop() {
        match next {
            Expr::Related { link, filter, .. } => {
                if link.table == table {
                    return true;
                }
                open.extend(filter.as_deref());
            }
            Expr::Path { steps, .. } if through(steps) => return true,
            Expr::RelatedAggregate { steps, filter, aggregate } => {
                if through(steps) {
                    return true;
                }
                open.extend(filter.as_deref().into_iter().chain(aggregate.of.as_deref()));
            }
            other => open.extend(other.parts()),
        }
    }
    false
}

/// Tells whether an expression reads a column of its own scope.
pub(in crate::dialect) fn reads_column(expr: &Expr, column: &str) -> bool {
    expr.any(|part| match part {
        Expr::Column(name) => *name == column,
        Expr::Related { link, .. } => link.outer.contains(&column),
        Expr::InRows { columns, .. } => columns.contains(&column),
        Expr::Path { steps, .. } | Expr::RelatedAggregate { steps, .. } => {
            steps.first().is_some_and(|step| step.outer.contains(&column))
        }
        _ => false,
    })
}
