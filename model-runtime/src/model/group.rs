//! Groups of records that have something in common.

use std::fmt;
use std::marker::PhantomData;

use crate::model::{
    Column, Expression, Group, IntoPredicate, Of, Operand, Predicate, Selectable, Selected,
};
use crate::query::{self, Expr};
use crate::value::ColumnValue;

/// A query of groups of records, which says with [`select`](Self::select) what is read of each.
#[must_use = "groups do nothing until what is read of them is said by `.select(…)`"]
pub struct Groups<M> {
    selection: query::Selection,
    of: Of<M>,
}

impl<M> Groups<M> {
    pub(crate) fn new(selection: query::Selection) -> Self {
        Self { selection, of: PhantomData }
    }
}

impl<M> Groups<M> {
    /// Keeps the groups that meet a condition on an aggregate, or on what their records have in common,
    /// as well as those before; `None` keeps all.
    pub fn having(mut self, predicate: impl IntoPredicate<Group<M>>) -> Self {
        if let Some(condition) = predicate.into_predicate().map(Predicate::into_expr) {
            condition.add_to(&mut self.selection.having);
        }
        self
    }

    /// Says what is read of each group: what its records have in common, and aggregates.
    ///
    /// A column that is neither is refused when the statement is built.
    pub fn select<S: Selectable<M>>(self, what: S) -> Selected<M, S::Out> {
        Selected::new(self.selection, what)
    }
}

impl<M> Clone for Groups<M> {
    fn clone(&self) -> Self {
        Self { selection: self.selection.clone(), of: PhantomData }
    }
}

impl<M> fmt::Debug for Groups<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Groups").field("selection", &self.selection).finish()
    }
}

/// What records of `M` can be grouped by: a column, an expression, or a tuple of them.
#[diagnostic::on_unimplemented(
    message = "a query of `{M}` can not be grouped by `{Self}`",
    label = "not a column or an expression of `{M}`, nor a tuple of them"
)]
pub trait IntoKeys<M> {
    /// Adds the keys to a list.
    #[doc(hidden)]
    fn add_to(self, keys: &mut Vec<Expr>);
}

#[diagnostic::do_not_recommend]
impl<M, T: ColumnValue> IntoKeys<M> for Column<M, T> {
    fn add_to(self, keys: &mut Vec<Expr>) {
        keys.push(self.expr());
    }
}

#[diagnostic::do_not_recommend]
impl<M, T: ColumnValue> IntoKeys<M> for Expression<M, T> {
    fn add_to(self, keys: &mut Vec<Expr>) {
        keys.push(self.expr());
    }
}

macro_rules! tuples {
    ($($name:ident)*) => {
        impl<M, $($name: Operand<M>),*> IntoKeys<M> for ($($name,)*) {
            #[expect(non_snake_case, reason = "the variables are named like their types")]
            fn add_to(self, keys: &mut Vec<Expr>) {
                let ($($name,)*) = self;
                keys.extend([$($name.operand()),*]);
            }
        }
    };
}

tuples!(A);
tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
tuples!(A B C D E);
tuples!(A B C D E F);
tuples!(A B C D E F G);
tuples!(A B C D E F G H);
