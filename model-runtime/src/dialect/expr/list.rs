//! `IN` a list of values, with few shapes of statements.

use crate::dialect::expr::{self, Precedence, Scope};
use crate::dialect::spelling::List;
use crate::dialect::{Dialect, SqlWriter};
use crate::error::{Error, ErrorKind};
use crate::query::Expr;
use crate::value::{SqlType, Value};

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
    match Form::of(w.dialect(), w.placeholders(), values, ty) {
        Form::Array => {
            w.raw(if negated { " <> ALL(" } else { " = ANY(" });
            w.bind(Value::Array(values.to_vec(), ty)).raw(")");
        }
        Form::Json(before, after) => {
            w.raw(if negated { " NOT IN " } else { " IN " }).raw(before);
            w.bind(Value::Array(values.to_vec(), ty)).raw(after);
        }
        Form::Placeholders => {
            w.raw(if negated { " NOT IN " } else { " IN " });
            placeholders(w, values);
        }
        Form::Refused => {
            let message = "a list of so many JSON documents is not supported; ask in several parts";
            w.refuse(Error::new(ErrorKind::Unsupported, message));
        }
    }
}

/// How a list is written.
enum Form {
    Array,
    /// With the text before the document, and that after it.
    Json(&'static str, &'static str),
    Placeholders,
    Refused,
}

impl Form {
    /// Chooses a form for a list that comes after so many placeholders.
    fn of(dialect: Dialect, before: usize, values: &[Value], ty: SqlType) -> Self {
        let capabilities = dialect.capabilities();
        let fits = before + rounded(values.len()) <= capabilities.max_binds / 2;
        // The database is faster with a placeholder for each value.
        let is_brief = values.len() <= capabilities.list_placeholders;
        match dialect.spelling().list(ty, values.iter().all(is_short)) {
            List::Array => Self::Array,
            List::Json(before, after) if !is_brief || !fits => Self::Json(before, after),
            List::Never if !fits => Self::Refused,
            List::Json(..) | List::Never => Self::Placeholders,
        }
    }
}

/// All that the text of a list depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::dialect) enum Shape {
    /// One value for all; the text before it, by its address.
    One(usize),
    /// So many values.
    Each(usize),
}

/// Returns the shape of a list that comes first in a statement, and what is bound for it; `None` of a list
/// that is empty or refused.
pub(in crate::dialect) fn bound(
    dialect: Dialect,
    values: &[Value],
    ty: SqlType,
) -> Option<(Shape, Vec<Value>)> {
    if values.is_empty() {
        return None;
    }
    let whole = || vec![Value::Array(values.to_vec(), ty)];
    Some(match Form::of(dialect, 0, values, ty) {
        Form::Array => (Shape::One(0), whole()),
        Form::Json(before, _) => (Shape::One(before.as_ptr().addr()), whole()),
        Form::Placeholders => {
            let values: Vec<_> = filled_up(values).cloned().collect();
            (Shape::Each(values.len()), values)
        }
        Form::Refused => return None,
    })
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

/// Returns the length to which a list is rounded up, so that many lists share a statement: a power of
/// two, and of long lists, whose every value costs time, at most an eighth more than there is.
fn rounded(length: usize) -> usize {
    match length {
        ..=16 => length.next_power_of_two(),
        _ => length.next_multiple_of(length.next_power_of_two() / 16),
    }
}

/// As many values as a list is rounded up to; the last one stands for those that it lacks.
fn filled_up<T>(values: &[T]) -> impl Iterator<Item = &T> {
    let lacking = rounded(values.len()) - values.len();
    values.iter().chain(values.last().into_iter().cycle().take(lacking))
}

fn placeholders(w: &mut SqlWriter, values: &[Value]) {
    w.raw("(");
    for (at, value) in filled_up(values).enumerate() {
        if at > 0 {
            w.raw(", ");
        }
        w.bind(value.clone());
    }
    w.raw(")");
}

/// Writes `(a, b) IN ((1, 2), (3, 4))`, in each row as many values as there are columns.
pub(super) fn write_rows(
    w: &mut SqlWriter,
    scope: Scope<'_>,
    columns: &[&str],
    rows: &[Vec<Value>],
) {
    if rows.is_empty() {
        return expr::constant(w, false);
    }
    for (at, column) in columns.iter().enumerate() {
        w.raw(if at == 0 { "(" } else { ", " });
        scope.column(w, column);
    }
    let before = w.dialect().spelling().rows();
    w.raw(") IN (").raw(before);
    for (at, row) in filled_up(rows).enumerate() {
        w.raw(if at == 0 { "(" } else { ", (" });
        for (at, value) in row.iter().enumerate() {
            if at > 0 {
                w.raw(", ");
            }
            w.bind(value.clone());
        }
        w.raw(")");
    }
    w.raw(")");
}
