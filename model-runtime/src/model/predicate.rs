//! Conditions on the records of a model.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{BitAnd, BitOr, Not};

use crate::model::{Column, Expression, Group, Of};
use crate::query::{BinaryOp, Expr};
use crate::value::Value;

/// A condition on the records of `M`, made from its columns and relations.
#[must_use = "a predicate does nothing until a query is filtered by it"]
pub struct Predicate<M> {
    expr: Expr,
    of: Of<M>,
}

impl<M> Predicate<M> {
    pub(crate) fn new(expr: Expr) -> Self {
        Self { expr, of: PhantomData }
    }

    pub(crate) fn into_expr(self) -> Expr {
        self.expr
    }

    /// Both conditions; also written `&`.
    pub fn and(self, other: Self) -> Self {
        Self::new(self.expr.and(other.expr))
    }

    /// Either condition; also written `|`.
    pub fn or(self, other: Self) -> Self {
        Self::new(self.expr.or(other.expr))
    }
}

impl<M> Not for Predicate<M> {
    type Output = Self;

    /// The opposite; also written `.not()`. Of a comparison with NULL, still unknown.
    fn not(self) -> Self {
        Self::new(Expr::Not(Box::new(self.expr)))
    }
}

impl<M> Predicate<M> {
    /// The opposite; also written `!`. Of a comparison with NULL, still unknown.
    #[expect(clippy::should_implement_trait, reason = "callers need not import `Not` for the word")]
    pub fn not(self) -> Self {
        !self
    }
}

impl<M> BitAnd for Predicate<M> {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        self.and(other)
    }
}

impl<M> BitOr for Predicate<M> {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}

impl<M> Clone for Predicate<M> {
    fn clone(&self) -> Self {
        Self::new(self.expr.clone())
    }
}

impl<M> fmt::Debug for Predicate<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Predicate").field(&self.expr).finish()
    }
}

/// What a query of `M` can be filtered by: a [`Predicate`], an `Option` of one, a column of `bool`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a filter of `{M}`",
    label = "not a condition on `{M}`",
    note = "conditions are made from the model's own columns and relations, as in `User::AGE.ge(18)`; one on an aggregate is of the `Group` of a model and is given to `having`, as in `.group_by(key).having(…)`"
)]
pub trait IntoPredicate<M> {
    /// Converts it; `None` filters nothing.
    fn into_predicate(self) -> Option<Predicate<M>>;
}

#[diagnostic::do_not_recommend]
impl<M> IntoPredicate<M> for Predicate<M> {
    fn into_predicate(self) -> Option<Predicate<M>> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl<M> IntoPredicate<M> for Option<Predicate<M>> {
    fn into_predicate(self) -> Option<Predicate<M>> {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<M> IntoPredicate<M> for Column<M, bool> {
    fn into_predicate(self) -> Option<Predicate<M>> {
        let value = Expr::Value(Value::Bool(true));
        Some(Predicate::new(Expr::binary(BinaryOp::Eq, self.expr(), value)))
    }
}

#[diagnostic::do_not_recommend]
impl<M> IntoPredicate<M> for Expression<M, bool> {
    fn into_predicate(self) -> Option<Predicate<M>> {
        let value = Expr::Value(Value::Bool(true));
        Some(Predicate::new(Expr::binary(BinaryOp::Eq, self.expr(), value)))
    }
}

/// Groups are asked about what their rows have in common as well.
#[diagnostic::do_not_recommend]
impl<M> IntoPredicate<Group<M>> for Predicate<M> {
    fn into_predicate(self) -> Option<Predicate<Group<M>>> {
        Some(Predicate::new(self.expr))
    }
}
