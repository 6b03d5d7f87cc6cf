//! Paths: from relation to relation, to a column at the end.

use std::fmt;
use std::marker::PhantomData;

use crate::model::path::{Path, exists, steps};
use crate::model::{BelongsTo, Column, Expression, HasOne, IntoPredicate, Model, Of, Predicate};
use crate::query::{Expr, Step};
use crate::value::{ColumnValue, Nullable, Presence, Required};

/// The one `T` that a path of relations leads to from an `F`; with `N` [`Nullable`] perhaps none.
///
/// `User::ROLE.then(Role::TEAM)` is one. It goes on with [`then`](Self::then).
pub struct ToOne<F, T, N = Required> {
    steps: Vec<Step>,
    of: Of<(F, T, N)>,
}

impl<F, T, N> ToOne<F, T, N> {
    pub(crate) fn new(steps: Vec<Step>) -> Self {
        Self { steps, of: PhantomData }
    }
}

impl<F, T, N: Presence> ToOne<F, T, N> {
    /// Goes on to a column of the record, or along a relation that it has to one other.
    ///
    /// The value is an `Option` if any relation of the path may be without a record.
    pub fn then<X: Onward<T>>(self, onward: X) -> X::From<F, N> {
        onward.after(self)
    }

    /// The record is there and meets a condition.
    pub fn has(self, predicate: impl IntoPredicate<T>) -> Predicate<F> {
        let filter = predicate.into_predicate().map(Predicate::into_expr);
        Predicate::new(exists(self.steps, filter))
    }
}

impl<F, T, N> Clone for ToOne<F, T, N> {
    fn clone(&self) -> Self {
        Self::new(self.steps.clone())
    }
}

impl<F, T, N> fmt::Debug for ToOne<F, T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.steps.iter().map(|step| step.table.name)).finish()
    }
}

/// What a path that leads to an `M` can go on to: a column, or a relation to one record.
#[diagnostic::on_unimplemented(
    message = "a path that leads to `{M}` can not go on to `{Self}`",
    label = "neither a column of `{M}` nor a relation that it has to one record",
    note = "each part of a path belongs to the model that the part before it leads to"
)]
pub trait Onward<M> {
    /// What it is as seen from the start of the path.
    type From<F, N: Presence>;

    /// Puts it at the end of a path.
    #[doc(hidden)]
    fn after<F, N: Presence>(self, path: ToOne<F, M, N>) -> Self::From<F, N>;
}

#[diagnostic::do_not_recommend]
impl<M, T: ColumnValue> Onward<M> for Column<M, T> {
    type From<F, N: Presence> = Expression<F, N::Of<T>>;

    fn after<F, N: Presence>(self, path: ToOne<F, M, N>) -> Self::From<F, N> {
        Expression::new(Expr::Path { steps: path.steps, column: self.name() })
    }
}

#[diagnostic::do_not_recommend]
impl<M: Model, P: Model, O: Presence> Onward<M> for BelongsTo<M, P, O> {
    type From<F, N: Presence> = ToOne<F, P, N::Then<O>>;

    fn after<F, N: Presence>(self, path: ToOne<F, M, N>) -> Self::From<F, N> {
        longer(path, steps(self.direction(), P::TABLE, O::OPTIONAL))
    }
}

#[diagnostic::do_not_recommend]
impl<M: Model, C: Model, const K: usize> Onward<M> for HasOne<M, C, K> {
    type From<F, N: Presence> = ToOne<F, C, Nullable>;

    fn after<F, N: Presence>(self, path: ToOne<F, M, N>) -> Self::From<F, N> {
        longer(path, steps(self.direction(), C::TABLE, true))
    }
}

#[diagnostic::do_not_recommend]
impl<M, T, O: Presence> Onward<M> for ToOne<M, T, O> {
    type From<F, N: Presence> = ToOne<F, T, N::Then<O>>;

    fn after<F, N: Presence>(self, path: ToOne<F, M, N>) -> Self::From<F, N> {
        longer(path, self.steps)
    }
}

fn longer<F, M, N, T, O>(path: ToOne<F, M, N>, more: Vec<Step>) -> ToOne<F, T, O> {
    let mut steps = path.steps;
    steps.extend(more);
    ToOne::new(steps)
}
