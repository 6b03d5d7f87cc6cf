//! Loads over any number of steps: the tree below a record, the line above it.

use std::fmt;
use std::marker::PhantomData;
use std::vec::IntoIter;

use crate::model::load::plan::Walk;
use crate::model::load::steps::{Above, Below, Shape};
use crate::model::load::{Append, Found, Load, Loader, Loads, Plan, Relation};
use crate::model::path::Path;
use crate::model::{BelongsTo, HasMany, Many, Model, Of};

/// A relation of `T` to itself about to be loaded over any number of steps, in one statement.
pub struct TreeLoad<T, S, L = ()> {
    plan: Plan,
    of: Of<(T, S, L)>,
}

impl<T, S: Shape, L> TreeLoad<T, S, L> {
    fn new(mut plan: Plan) -> Self {
        plan.walk = Some(Walk { toward: S::TOWARD, depth: None });
        Self { plan, of: PhantomData }
    }
}

impl<T, S, L> TreeLoad<T, S, L> {
    /// Stops after so many steps; of 1 are the relation's own records, and of 0 none at all.
    #[must_use]
    pub fn depth(mut self, depth: u64) -> Self {
        self.plan.walk = self.plan.walk.map(|walk| Walk { depth: Some(depth), ..walk });
        self
    }

    /// Loads along what is related to the records.
    pub fn with<R>(mut self, relation: R) -> TreeLoad<T, S, L::Out>
    where
        R: Relation<T>,
        L: Append<R::Load>,
    {
        self.plan.along.push(relation.load().plan());
        TreeLoad { plan: self.plan, of: PhantomData }
    }
}

impl<T: Model, L> Load<T, T, Many, L> {
    /// Loads not only the children but all that is below them, each as a [`Tree`](crate::Tree), in one
    /// statement.
    ///
    /// A filter cuts off what is below a record that it leaves out. Records that refer to each other in
    /// a circle come once. A tree of more than 500 levels is an error, unless `depth` stops before; so is
    /// one of a relation through links.
    ///
    /// ```
    /// # use model_runtime::{prelude::*, Tree};
    /// # #[derive(Model, Debug)] struct Topic {
    /// #     #[primary_key] id: i64,
    /// #     #[foreign_key(Topic)] #[backref(parts)] parent_id: Option<i64>,
    /// # }
    /// # async fn show(db: &Db) -> Result<()> {
    /// let roots = Topic::filter(Topic::PARENT.is_null());
    /// let topics: Vec<(Topic, Vec<Tree<Topic>>)> = roots.with(Topic::PARTS.tree()).all(db).await?;
    /// # Ok(()) }
    /// ```
    pub fn tree(self) -> TreeLoad<T, Below, L> {
        TreeLoad::new(self.plan)
    }
}

impl<T: Model, const K: usize> HasMany<T, T, K> {
    /// Loads not only the children but all that is below them: see [`Load::tree`].
    pub fn tree(self) -> TreeLoad<T, Below> {
        self.load().tree()
    }
}

impl<T: Model, N> BelongsTo<T, T, N> {
    /// Loads the parent, its parent and so on, the nearest first, in one statement.
    pub fn ancestors(self) -> TreeLoad<T, Above> {
        TreeLoad::new(Plan::new::<T, Many>(self.direction(), &[]))
    }
}

impl<T: Model, S: Shape, L: Loads<T>> Loader<T> for TreeLoad<T, S, L> {
    type Out = S::Out<L::Out>;
    type Rows = IntoIter<Self::Out>;

    fn plan(self) -> Plan {
        self.plan
    }

    fn open(found: &mut Found) -> Option<Self::Rows> {
        let share = found.share()?;
        let count = found.count();
        let records = L::take(&mut L::open(found)?, count)?;
        Some(S::shape(share.counts.len(), share.steps, records).into_iter())
    }

    fn next(rows: &mut Self::Rows) -> Option<Self::Out> {
        rows.next()
    }
}

#[diagnostic::do_not_recommend]
impl<T, S, L> Relation<T> for TreeLoad<T, S, L>
where
    Self: Loader<T>,
{
    type Load = Self;

    fn load(self) -> Self {
        self
    }
}

impl<T, S, L> Clone for TreeLoad<T, S, L> {
    fn clone(&self) -> Self {
        Self { plan: self.plan.clone(), of: PhantomData }
    }
}

impl<T, S, L> fmt::Debug for TreeLoad<T, S, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TreeLoad").field("plan", &self.plan).finish()
    }
}
