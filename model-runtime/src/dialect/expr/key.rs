//! Expressions that a statement must write in the same words each time.
//!
//! PostgreSQL knows a key of `GROUP BY` again only if its placeholders are the same, and they are
//! numbered: so the text of the first time is repeated. Elsewhere the values are bound again.

use crate::dialect::SqlWriter;
use crate::dialect::expr::{self, Precedence, Scope};
use crate::query::Expr;

pub(super) fn write(w: &mut SqlWriter, scope: Scope<'_>, expr: &Expr, key: usize) {
    if w.repeat(key) {
        return;
    }
    let start = w.length();
    expr::write(w, scope.with_keys(&[]), expr, Precedence::Atom);
    w.keep(key, start);
}
