//! Tables joined for the paths of a scope, each once.

use crate::dialect::SqlWriter;
use crate::dialect::expr::Scope;
use crate::dialect::expr::scope::Join;
use crate::query::{Expr, Step};

/// The tables that the paths of some expressions lead through.
#[derive(Debug)]
pub(in crate::dialect) struct Joins<'a> {
    list: Vec<Join<'a>>,
}

impl<'a> Joins<'a> {
    /// Gathers the paths of expressions of one scope. Those within subqueries are of other scopes.
    pub(in crate::dialect) fn of(expressions: impl IntoIterator<Item = &'a Expr>) -> Self {
        let mut joins = Self { list: Vec::new() };
        // Empty for most conditions, and then no memory is asked for.
        let mut open = Vec::new();
        for expr in expressions {
            let mut next = Some(expr);
            while let Some(expr) = next {
                if let Expr::Path { steps, .. } = expr {
                    joins.add(steps);
                }
                // The first of them is looked at first.
                open.extend(expr.parts().rev().filter(|part| !part.is_plain()));
                next = open.pop();
            }
        }
        joins
    }

    /// Takes the steps of one path, each from the table of the one before.
    pub(super) fn of_steps(steps: &'a [Step]) -> Self {
        let join = |(at, step)| Join { from: usize::checked_sub(at, 1), step, optional: false };
        Self { list: steps.iter().enumerate().map(join).collect() }
    }

    pub(super) fn list(&self) -> &[Join<'a>] {
        &self.list
    }

    fn add(&mut self, steps: &'a [Step]) {
        let mut from = None;
        let mut optional = false;
        for step in steps {
            optional |= step.optional;
            from = find(&self.list, from, step).or_else(|| {
                self.list.push(Join { from, step, optional });
                Some(self.list.len() - 1)
            });
        }
    }
}

/// Returns the join at the end of a path, if its tables are joined.
pub(super) fn end(joins: &[Join<'_>], steps: &[Step]) -> Option<usize> {
    let mut from = None;
    for step in steps {
        from = Some(find(joins, from, step)?);
    }
    from
}

fn find(joins: &[Join<'_>], from: Option<usize>, step: &Step) -> Option<usize> {
    joins.iter().position(|join| join.from == from && join.step == step)
}

/// Writes ` JOIN … ON …` for what is joined to the scope's table.
///
/// A path of required foreign keys always leads to a row. Saying so lets the database start from the
/// other end, where there may be an index for the condition or the order.
pub(in crate::dialect) fn joins(w: &mut SqlWriter, scope: Scope<'_>) {
    for (at, join) in scope.joins().iter().enumerate() {
        let to = scope.at_join(at);
        let from = join.from.map_or(scope, |from| scope.at_join(from));
        w.raw(if join.optional { " LEFT JOIN " } else { " JOIN " });
        w.ident(join.step.table.name).raw(" AS ");
        to.alias(w);
        w.raw(" ON ");
        equal(w, to, join.step.inner, from, join.step.outer);
    }
}

/// Writes the equality of columns of two scopes.
pub(super) fn equal(
    w: &mut SqlWriter,
    inner: Scope<'_>,
    theirs: &[&str],
    outer: Scope<'_>,
    own: &[&str],
) {
    for (at, (own, theirs)) in own.iter().zip(theirs).enumerate() {
        if at > 0 {
            w.raw(" AND ");
        }
        inner.column(w, theirs);
        w.raw(" = ");
        outer.column_from_within(w, own);
    }
}
