//! Functions over many rows, and what is read of related rows in a subquery.

use crate::dialect::SqlWriter;
use crate::dialect::expr::{self, Joins, Precedence, Scope, join};
use crate::query::{Aggregate, Expr, Function, Step};

/// Writes a function over the rows of the scope.
pub(super) fn write(w: &mut SqlWriter, scope: Scope<'_>, aggregate: &Aggregate) {
    let Some(of) = &aggregate.of else {
        w.raw("COUNT(*)");
        return;
    };
    let [before, after] = match aggregate.function {
        Function::Count => ["COUNT(", ")"],
        function => w.dialect().spelling().aggregate(function, aggregate.ty),
    };
    w.raw(before);
    // Within a function that takes one argument nothing binds tighter than its parentheses, but a cast
    // or a collation may follow.
    expr::write(w, scope, of, Precedence::Sum);
    w.raw(after);
}

/// Writes `(SELECT f(…) FROM related AS t1 WHERE t1.key = own.key AND …)`.
pub(super) fn related(
    w: &mut SqlWriter,
    outer: Scope<'_>,
    steps: &[Step],
    filter: Option<&Expr>,
    aggregate: &Aggregate,
) {
    let Some((first, rest)) = steps.split_first() else { return };
    let base = outer.within_table(first.table);
    let links = Joins::of_steps(rest);
    let linked = base.joined(&links);
    let end = rest.len().checked_sub(1).map_or(base, |last| linked.at_join(last));
    let paths = Joins::of(aggregate.of.as_deref().into_iter().chain(filter));
    let inner = end.joined(&paths);
    w.raw("(SELECT ");
    write(w, inner, aggregate);
    w.raw(" FROM ").ident(first.table.name).raw(" AS ");
    base.alias(w);
    join::joins(w, linked);
    join::joins(w, inner);
    w.raw(" WHERE ");
    join::equal(w, base, first.inner, outer, first.outer);
    if let Some(filter) = filter {
        w.raw(" AND ");
        expr::write(w, inner, filter, Precedence::And);
    }
    w.raw(")");
}

/// Writes a column at the end of a path: of a joined table, or where a statement has no joins, as one
/// that changes rows, `(SELECT t1.column FROM related AS t1 WHERE t1.key = own.key)`.
pub(super) fn path(w: &mut SqlWriter, scope: Scope<'_>, steps: &[Step], column: &str) {
    if let Some(at) = join::end(scope.joins(), steps) {
        return scope.at_join(at).column(w, column);
    }
    let Some((first, rest)) = steps.split_first() else { return };
    let base = scope.within_table(first.table);
    let links = Joins::of_steps(rest);
    let linked = base.joined(&links);
    let end = rest.len().checked_sub(1).map_or(base, |last| linked.at_join(last));
    w.raw("(SELECT ");
    end.column(w, column);
    w.raw(" FROM ").ident(first.table.name).raw(" AS ");
    base.alias(w);
    join::joins(w, linked);
    w.raw(" WHERE ");
    join::equal(w, base, first.inner, scope, first.outer);
    w.raw(")");
}
