//! Which expressions can be NULL.

use crate::dialect::expr::Scope;
use crate::query::{Expr, Function};

/// Tells whether an expression can be NULL; where that is not known, it can.
pub(in crate::dialect) fn may_be_null(scope: Scope<'_>, expr: &Expr) -> bool {
    let nullable = |table: Option<&crate::schema::TableDef>, name: &str| {
        table.and_then(|table| table.column(name)).is_none_or(|column| column.nullable)
    };
    match expr {
        Expr::Column(name) => nullable(scope.table(), name),
        Expr::Path { steps, column } => {
            steps.iter().any(|step| step.optional)
                || nullable(steps.last().map(|step| step.table), column)
        }
        Expr::Aggregate(aggregate) | Expr::RelatedAggregate { aggregate, .. } => {
            aggregate.function != Function::Count
        }
        _ => true,
    }
}
