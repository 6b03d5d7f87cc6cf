//! `IN` a list of values, with few shapes of statements.

use crate::dialect::SqlWriter;
use crate::dialect::expr::{self, Precedence, Scope};
use crate::dialect::spelling::List;
use crate::error::{Error, ErrorKind};
use crate::query::Expr;
use crate::value::{SqlType, Value};

/// The longest list of which each value has a placeholder.
const MAX_PLACEHOLDERS: usize = 4096;

pub(super) fn write(
    w: &mut SqlWriter,
    scope: Scope<'_>,
    expr: &Expr,
    (values, ty): (&[Value], SqlType),
    negated: bool,
) {
    if values.is_empty() {
        return expr::constant(w, negated);
    }
    expr::write(w, scope, expr, Precedence::Sum);
    match w.dialect().spelling().list(ty, values.iter().all(is_short)) {
        List::Array => {
            w.raw(if negated { " <> ALL(" } else { " = ANY(" });
            w.bind(Value::Array(values.to_vec(), ty)).raw(")");
        }
        List::Json(before, after) if !fits_placeholders(w, values) => {
            w.raw(if negated { " NOT IN " } else { " IN " }).raw(before);
            w.bind(Value::Array(values.to_vec(), ty)).raw(after);
        }
        List::Never if !fits_placeholders(w, values) => {
            let message = "a list of so many JSON documents is not supported; ask in several parts";
            w.refuse(Error::new(ErrorKind::Unsupported, message));
        }
        List::Json(..) | List::Never => {
            w.raw(if negated { " NOT IN " } else { " IN " });
            placeholders(w, values);
        }
    }
}

/// Tells whether a value is as short as a key in every database may be.
fn is_short(value: &Value) -> bool {
    match value {
        // A text has at most as many characters as bytes, so most need no counting.
        Value::Text(text) => text.len() <= 255 || text.chars().count() <= 255,
        Value::Bytes(bytes) => bytes.len() <= 255,
        _ => true,
    }
}

/// Tells whether the list is short, also with all that the statement holds already.
fn fits_placeholders(w: &SqlWriter, values: &[Value]) -> bool {
    let room = w.dialect().capabilities().max_binds / 2;
    values.len() <= MAX_PLACEHOLDERS && w.placeholders() + values.len().next_power_of_two() <= room
}

/// Writes a power of two of placeholders, so that lists of many lengths share a statement.
fn placeholders(w: &mut SqlWriter, values: &[Value]) {
    let Some(last) = values.last() else { return };
    w.raw("(");
    for at in 0..values.len().next_power_of_two() {
        if at > 0 {
            w.raw(", ");
        }
        w.bind(values.get(at).unwrap_or(last).clone());
    }
    w.raw(")");
}
