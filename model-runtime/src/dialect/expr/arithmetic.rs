//! Sums, differences, products and quotients, calculated alike everywhere.

use crate::dialect::SqlWriter;
use crate::dialect::expr::{self, Precedence, Scope};
use crate::query::{BinaryOp, Expr};
use crate::value::{SqlType, Value};

pub(super) fn write(w: &mut SqlWriter, scope: Scope<'_>, op: BinaryOp, left: &Expr, right: &Expr) {
    let spelling = w.dialect().spelling();
    let (operator, precedence, tighter) = match op {
        BinaryOp::Add => (" + ", Precedence::Sum, Precedence::Product),
        BinaryOp::Sub => (" - ", Precedence::Sum, Precedence::Product),
        BinaryOp::Mul => (" * ", Precedence::Product, Precedence::Atom),
        BinaryOp::IntDiv => (spelling.whole_division(), Precedence::Product, Precedence::Atom),
        _ => (" / ", Precedence::Product, Precedence::Atom),
    };
    let signed = spelling
        .difference_type()
        .filter(|_| op == BinaryOp::Sub && (is_unsigned(scope, left) || is_unsigned(scope, right)));
    operand(w, scope, left, precedence, signed);
    w.raw(operator);
    if matches!(op, BinaryOp::Div | BinaryOp::IntDiv) && !is_other_than_zero(right) {
        // Division by zero is NULL on SQLite and an error on PostgreSQL; here it is NULL.
        w.raw("NULLIF(");
        operand(w, scope, right, Precedence::Or, None);
        w.raw(", 0)");
        return;
    }
    operand(w, scope, right, tighter, signed);
}

fn operand(
    w: &mut SqlWriter,
    scope: Scope<'_>,
    expr: &Expr,
    least: Precedence,
    cast: Option<&'static str>,
) {
    let width = match expr {
        Expr::Value(value) => type_of_value(value),
        _ => None,
    };
    let cast = cast.or_else(|| width.and_then(|ty| w.dialect().spelling().arithmetic_type(ty)));
    let Some(ty) = cast else {
        return expr::write(w, scope, expr, least);
    };
    w.raw("CAST(");
    expr::whole(w, scope, expr);
    w.raw(" AS ").raw(ty).raw(")");
}

fn is_other_than_zero(expr: &Expr) -> bool {
    match expr {
        Expr::Value(Value::Int(value, _)) => *value != 0,
        Expr::Value(Value::F32(value)) => *value != 0.0,
        Expr::Value(Value::F64(value)) => *value != 0.0,
        _ => false,
    }
}

fn is_unsigned(scope: Scope<'_>, mut expr: &Expr) -> bool {
    // Both sides of an operator are of one type, so one of them tells.
    loop {
        let ty = match expr {
            Expr::Binary { sides, .. } => {
                expr = match &sides.0 {
                    Expr::Value(_) => &sides.1,
                    left => left,
                };
                continue;
            }
            Expr::Column(name) => scope.type_of(name),
            Expr::Path { steps, column } => {
                let table = steps.last().map(|step| step.table);
                table.and_then(|table| table.column(column)).map(|column| column.ty)
            }
            Expr::Aggregate(aggregate) | Expr::RelatedAggregate { aggregate, .. } => {
                Some(aggregate.result_type())
            }
            Expr::Value(value) => type_of_value(value),
            _ => None,
        };
        return ty.is_some_and(SqlType::is_unsigned);
    }
}

fn type_of_value(value: &Value) -> Option<SqlType> {
    match value {
        Value::Int(_, ty) | Value::Null(ty) => Some(*ty),
        Value::F32(_) => Some(SqlType::F32),
        Value::F64(_) => Some(SqlType::F64),
        _ => None,
    }
}
