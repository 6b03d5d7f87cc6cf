//! AND and OR of many conditions, as balanced trees.
//!
//! SQLite refuses a tree of more than a thousand levels, and reads `a AND b AND c` as one level each.

use crate::dialect::SqlWriter;
use crate::dialect::expr::{self, Precedence, Scope};
use crate::query::Expr;

/// How many conditions stand side by side.
const WIDTH: usize = 16;

/// A word between conditions.
pub(super) struct Chain {
    word: &'static str,
    empty: bool,
    precedence: Precedence,
    parts: fn(&Expr) -> Option<&[Expr]>,
}

pub(super) const AND: Chain = Chain {
    word: " AND ",
    empty: true,
    precedence: Precedence::And,
    parts: |expr| if let Expr::And(all) = expr { Some(all) } else { None },
};

pub(super) const OR: Chain = Chain {
    word: " OR ",
    empty: false,
    precedence: Precedence::Or,
    parts: |expr| if let Expr::Or(any) = expr { Some(any) } else { None },
};

/// Returns what an AND or OR of a single condition is: that condition.
pub(super) fn unwrapped(mut expr: &Expr) -> &Expr {
    while let Expr::And(parts) | Expr::Or(parts) = expr {
        let [one] = parts.as_slice() else { break };
        expr = one;
    }
    expr
}

pub(super) fn write(w: &mut SqlWriter, scope: Scope<'_>, whole: &Expr, chain: &Chain) {
    let parts = flat(whole, chain);
    if parts.is_empty() {
        return expr::constant(w, chain.empty);
    }
    tree(w, scope, &parts, chain);
}

/// Returns the conditions of a chain, those of chains of the same kind inside it included.
fn flat<'e>(whole: &'e Expr, chain: &Chain) -> Vec<&'e Expr> {
    let mut parts = Vec::new();
    let mut open = vec![whole];
    while let Some(next) = open.pop() {
        let next = unwrapped(next);
        match (chain.parts)(next) {
            Some(inner) => open.extend(inner.iter().rev()),
            None => parts.push(next),
        }
    }
    parts
}

fn tree(w: &mut SqlWriter, scope: Scope<'_>, parts: &[&Expr], chain: &Chain) {
    if parts.len() <= WIDTH {
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                w.raw(chain.word);
            }
            expr::write(w, scope, part, chain.precedence);
        }
        return;
    }
    let (left, right) = parts.split_at(parts.len() / 2);
    w.raw("(");
    tree(w, scope, left, chain);
    w.raw(")").raw(chain.word).raw("(");
    tree(w, scope, right, chain);
    w.raw(")");
}
