//! Sort keys.

use std::fmt;
use std::marker::PhantomData;

use crate::model::{Column, Expression, Group, Of};
use crate::query::{self, Expr, Nulls};
use crate::value::ColumnValue;

/// A sort key over the records of `M`, such as `User::USERNAME.asc()`.
#[must_use = "a sort key does nothing until a query is ordered by it"]
pub struct Order<M> {
    order: query::Order,
    of: Of<M>,
}

impl<M> Order<M> {
    pub(crate) fn new(expr: Expr, descending: bool) -> Self {
        Self { order: query::Order { expr, descending, nulls: None }, of: PhantomData }
    }

    /// Sorts NULL before all values.
    pub fn nulls_first(mut self) -> Self {
        self.order.nulls = Some(Nulls::First);
        self
    }

    /// Sorts NULL after all values.
    pub fn nulls_last(mut self) -> Self {
        self.order.nulls = Some(Nulls::Last);
        self
    }
}

impl<M> Clone for Order<M> {
    fn clone(&self) -> Self {
        Self { order: self.order.clone(), of: PhantomData }
    }
}

impl<M> fmt::Debug for Order<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.order.fmt(f)
    }
}

/// What a query of `M` can be ordered by: a sort key, a column (ascending), or several of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a sort key of `{M}`",
    label = "not a sort key of `{M}`",
    note = "sort keys are made from the model's own columns, as in `User::USERNAME.asc()`"
)]
pub trait IntoOrder<M> {
    /// Adds the keys to a list.
    #[doc(hidden)]
    fn add_to(self, keys: &mut Vec<query::Order>);
}

#[diagnostic::do_not_recommend]
impl<M> IntoOrder<M> for Order<M> {
    fn add_to(self, keys: &mut Vec<query::Order>) {
        keys.push(self.order);
    }
}

#[diagnostic::do_not_recommend]
impl<M, T: ColumnValue> IntoOrder<M> for Column<M, T> {
    fn add_to(self, keys: &mut Vec<query::Order>) {
        IntoOrder::<M>::add_to(self.asc(), keys);
    }
}

#[diagnostic::do_not_recommend]
impl<M, T: ColumnValue> IntoOrder<M> for Expression<M, T> {
    fn add_to(self, keys: &mut Vec<query::Order>) {
        IntoOrder::<M>::add_to(self.asc(), keys);
    }
}

/// Groups are sorted by what their rows have in common as well.
#[diagnostic::do_not_recommend]
impl<M> IntoOrder<Group<M>> for Order<M> {
    fn add_to(self, keys: &mut Vec<query::Order>) {
        keys.push(self.order);
    }
}

#[diagnostic::do_not_recommend]
impl<M, T: ColumnValue> IntoOrder<Group<M>> for Column<M, T> {
    fn add_to(self, keys: &mut Vec<query::Order>) {
        IntoOrder::<M>::add_to(self, keys);
    }
}

#[diagnostic::do_not_recommend]
impl<M, T: ColumnValue> IntoOrder<Group<M>> for Expression<M, T> {
    fn add_to(self, keys: &mut Vec<query::Order>) {
        IntoOrder::<M>::add_to(self, keys);
    }
}

#[diagnostic::do_not_recommend]
impl<M, O: IntoOrder<M>> IntoOrder<M> for Vec<O> {
    fn add_to(self, keys: &mut Vec<query::Order>) {
        self.into_iter().for_each(|key| key.add_to(keys));
    }
}

#[diagnostic::do_not_recommend]
impl<M, O: IntoOrder<M>, const N: usize> IntoOrder<M> for [O; N] {
    fn add_to(self, keys: &mut Vec<query::Order>) {
        self.into_iter().for_each(|key| key.add_to(keys));
    }
}

macro_rules! tuples {
    ($($name:ident)*) => {
        #[diagnostic::do_not_recommend]
        impl<M, $($name: IntoOrder<M>),*> IntoOrder<M> for ($($name,)*) {
            #[expect(non_snake_case, reason = "the variables are named like their types")]
            fn add_to(self, keys: &mut Vec<query::Order>) {
                let ($($name,)*) = self;
                $($name.add_to(keys);)*
            }
        }
    };
}

tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
