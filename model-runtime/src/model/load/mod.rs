//! Loads: related records fetched along with their records, one statement per level.
//!
//! The types of a query say what is loaded; they are of no size. How it is loaded is a [`Plan`], which has
//! no types: what runs its statements and groups what comes is compiled once, for all models. In the end
//! the types take the records level by level and put them together.
//!
//! The records of a level are read first. Their keys then filter the query of the next level, whose
//! rows are handed to the records that they belong to; a row that belongs to several (the role of
//! several users) is decoded once for each, so records need not be `Clone`.

mod find;
mod found;
mod keys;
mod level;
mod levels;
mod loads;
mod plan;
mod steps;
mod tree;

use std::fmt;
use std::marker::PhantomData;
use std::vec::IntoIter;

pub(crate) use find::{find, load, records};
pub(crate) use found::{Found, mixed_up};
pub(crate) use level::{Empty, Level, arrange, empty};
pub use loads::{Append, Loads};
pub(crate) use plan::Plan;
pub use steps::{Above, Below, Shape, Tree};
pub use tree::TreeLoad;

use crate::model::aggregate::{self, aggregate};
use crate::model::arity::{Arity, Many, MayBeAbsent};
use crate::model::path::{Direction, RelationOrder};
use crate::model::{Expression, IntoOrder, IntoPredicate, Model, Of, Operand, Predicate};
use crate::query::{Aggregate, Function};
use crate::value::{ColumnValue, Ordered, Summed};

/// A relation that a query of `M` can load: a handle, or a handle with a filter, an order or loads.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a relation of `{M}`",
    label = "not a relation of `{M}`",
    note = "relations are the handles of the model's own foreign keys and back-references"
)]
pub trait Relation<M> {
    /// How it is loaded.
    type Load: Loader<M>;

    /// Begins the load.
    #[doc(hidden)]
    fn load(self) -> Self::Load;
}

/// A relation from `F` to `T` about to be loaded; `K` says how many come, `L` what they load along.
pub struct Load<F, T, K, L = ()> {
    plan: Plan,
    of: Of<(F, T, K, L)>,
}

impl<P: Model, C: Model> Load<P, C, Many> {
    fn aggregated(self) -> aggregate::Related {
        let Plan { direction, select, .. } = self.plan;
        aggregate::Related { direction, select }
    }

    /// The number of the related records.
    pub fn count(self) -> Expression<P, u64> {
        self.aggregated().aggregate(Aggregate::count_rows())
    }

    /// The sum of a column or an expression of the related records, `None` of no value: an `i64` of
    /// whole numbers, and an error beyond what that can hold; an `f64` of others.
    pub fn sum<X: Operand<C, Value: Summed>>(
        self,
        of: X,
    ) -> Expression<P, Option<<X::Value as Summed>::Sum>> {
        self.aggregated().aggregate(aggregate(Function::Sum, of))
    }

    /// The mean of a column or an expression of the related records, `None` of no value.
    pub fn avg<X: Operand<C, Value: Summed>>(self, of: X) -> Expression<P, Option<f64>> {
        self.aggregated().aggregate(aggregate(Function::Avg, of))
    }

    /// The lowest value of a column or an expression of the related records, `None` of none.
    pub fn min<X: Operand<C, Value: Ordered>>(
        self,
        of: X,
    ) -> Expression<P, Option<<X::Value as ColumnValue>::Base>> {
        self.aggregated().aggregate(aggregate(Function::Min, of))
    }

    /// The highest value of a column or an expression of the related records, `None` of none.
    pub fn max<X: Operand<C, Value: Ordered>>(
        self,
        of: X,
    ) -> Expression<P, Option<<X::Value as ColumnValue>::Base>> {
        self.aggregated().aggregate(aggregate(Function::Max, of))
    }

    /// There is a related record.
    pub fn exists(self) -> Predicate<P> {
        self.aggregated().exists()
    }
}

impl<F, T: Model, K: Arity> Load<F, T, K> {
    pub(crate) fn new(direction: Direction, order: &'static [RelationOrder]) -> Self {
        Self { plan: Plan::new::<T, K>(direction, order), of: PhantomData }
    }
}

impl<F, T, K, L> Load<F, T, K, L> {
    /// Loads only the related records that meet a condition.
    #[must_use]
    pub fn filter(mut self, predicate: impl IntoPredicate<T>) -> Self
    where
        K: MayBeAbsent,
    {
        if let Some(predicate) = predicate.into_predicate() {
            predicate.into_expr().add_to(&mut self.plan.select.filter);
        }
        self
    }

    /// Sorts the loaded records by a key before the relation's own order.
    #[must_use]
    pub fn order_by(mut self, key: impl IntoOrder<T>) -> Self {
        let mut keys = Vec::new();
        key.add_to(&mut keys);
        self.plan.select.sort_by(keys);
        self
    }

    /// Loads along what is related to the related records.
    pub fn with<R: Relation<T>>(mut self, relation: R) -> Load<F, T, K, L::Out>
    where
        L: Append<R::Load>,
    {
        self.plan.along.push(relation.load().plan());
        Load { plan: self.plan, of: PhantomData }
    }
}

impl<F, T, L> Load<F, T, Many, L> {
    /// Loads at most so many related records for each record: the first in the order.
    ///
    /// ```
    /// # use model_runtime::prelude::*;
    /// # #[derive(Model)] struct User { #[primary_key] id: i64 }
    /// # #[derive(Model)] struct Post {
    /// #     #[primary_key] id: i64,
    /// #     #[foreign_key(User)] #[backref(posts)] user_id: i64,
    /// # }
    /// // The three newest posts of each user, in one statement.
    /// let users = User::query().with(User::POSTS.order_by(Post::ID.desc()).limit(3));
    /// assert_eq!(users.statements(Dialect::Sqlite).len(), 2);
    /// ```
    #[must_use]
    pub fn limit(mut self, limit: u64) -> Self {
        self.plan.select.limit = Some(limit);
        self
    }
}

impl<F, T, K, L> Clone for Load<F, T, K, L> {
    fn clone(&self) -> Self {
        Self { plan: self.plan.clone(), of: PhantomData }
    }
}

impl<F, T, K, L> fmt::Debug for Load<F, T, K, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Load").field("plan", &self.plan).finish()
    }
}

#[diagnostic::do_not_recommend]
impl<F, T, K, L> Relation<F> for Load<F, T, K, L>
where
    Self: Loader<F>,
{
    type Load = Self;

    fn load(self) -> Self {
        self
    }
}

/// What one relation gives to the records of a query.
pub trait Loader<M>: 'static {
    /// What each record gets.
    type Out: Send;

    /// The related records that were found.
    #[doc(hidden)]
    type Rows: Send;

    /// How it is loaded.
    #[doc(hidden)]
    fn plan(self) -> Plan;

    /// Takes the next level, and those of what was loaded along.
    #[doc(hidden)]
    fn open(found: &mut Found) -> Option<Self::Rows>;

    /// Takes what the next record gets.
    #[doc(hidden)]
    fn next(rows: &mut Self::Rows) -> Option<Self::Out>;
}

impl<F, T, K, L> Loader<F> for Load<F, T, K, L>
where
    F: Model,
    T: Model,
    K: Arity,
    L: Loads<T>,
{
    type Out = K::Out<L::Out>;
    type Rows = (IntoIter<usize>, L::Rows);

    fn plan(self) -> Plan {
        self.plan
    }

    fn open(found: &mut Found) -> Option<Self::Rows> {
        let counts = found.share()?.counts.into_iter();
        Some((counts, L::open(found)?))
    }

    fn next((counts, rows): &mut Self::Rows) -> Option<Self::Out> {
        K::shape::<T, L>(counts.next()?, rows)
    }
}
