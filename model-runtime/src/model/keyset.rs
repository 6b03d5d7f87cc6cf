//! Reading on after a record: the order of a query as a condition.

use crate::error::{Error, ErrorKind, Result};
use crate::model::key::{Values, ordinal, value_at};
use crate::query::{BinaryOp, Expr, Nulls, Order, Select};
use crate::value::Value;

/// Completes the order of a query by the primary key, so that no two records are alike in it.
///
/// # Errors
///
/// `Unsupported` where it is not by columns alone.
pub(crate) fn complete_order(select: &mut Select) -> Result<()> {
    let by = |order: &[Order], name: &str| {
        order.iter().any(|order| matches!(order.expr, Expr::Column(column) if column == name))
    };
    if !select.order_by.iter().all(|order| matches!(order.expr, Expr::Column(_))) {
        let message = "a stream that loads relations is read in parts, for which it can be sorted by \
                       columns of the model only";
        return Err(Error::new(ErrorKind::Unsupported, message));
    }
    for name in select.table.primary_key.columns {
        if !by(&select.order_by, name) {
            let expr = Expr::Column(name);
            select.order_by.push(Order { expr, descending: false, nulls: None });
        }
    }
    Ok(())
}

/// Returns the condition that a record comes after this one in an order by columns.
pub(crate) fn after(record: &dyn Values, order_by: &[Order]) -> Result<Expr> {
    let mut after = Expr::Constant(false);
    for order in order_by.iter().rev() {
        let Expr::Column(name) = order.expr else { continue };
        let value = value_at(record, ordinal(record.table(), name))?;
        let equal = Expr::binary(BinaryOp::Eq, Expr::Column(name), Expr::Value(value.clone()));
        let further = further(name, order, value);
        after = match after {
            Expr::Constant(false) => further,
            after => further.or(equal.and(after)),
        };
    }
    Ok(after)
}

/// The condition that a column comes after a value.
fn further(name: &'static str, order: &Order, value: Value) -> Expr {
    let usual = if order.descending { Nulls::Last } else { Nulls::First };
    let nulls_first = order.nulls.unwrap_or(usual) == Nulls::First;
    let is_null = |negated| Expr::IsNull { expr: Box::new(Expr::Column(name)), negated };
    match (value, nulls_first) {
        (Value::Null(_), true) => is_null(true),
        (Value::Null(_), false) => Expr::Constant(false),
        (value, _) => {
            let op = if order.descending { BinaryOp::Lt } else { BinaryOp::Gt };
            let further = Expr::binary(op, Expr::Column(name), Expr::Value(value));
            if nulls_first { further } else { further.or(is_null(false)) }
        }
    }
}
