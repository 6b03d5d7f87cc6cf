//! Loads: related records fetched along with their records, one statement per level.
//!
//! The records of a level are read first. Their keys then filter the query of the next level, whose
//! rows are handed to the records that they belong to; a row that belongs to several (the role of
//! several users) is decoded once for each, so records need not be `Clone`.

mod found;
mod keys;
mod loads;
mod steps;
mod tree;

use std::fmt;
use std::marker::PhantomData;

pub use loads::{Append, Loads};
pub use steps::{Above, Below, Shape, Tree};
pub use tree::TreeLoad;

use crate::backend::Conn;
use crate::dialect::{self, Dialect, Statement};
use crate::error::Result;
use crate::model::aggregate::{self, aggregate};
use crate::model::arity::{Arity, Many, MayBeAbsent};
use crate::model::blame::blame;
use crate::model::insert::typed;
use crate::model::load::found::{Search, empty};
use crate::model::load::keys::{KeyColumns, Owners, conditions, unknown};
use crate::model::path::{Direction, RelationOrder, sort_key};
use crate::model::{
    BoxFuture, Expression, IntoOrder, IntoPredicate, Model, Of, Operand, Predicate, Query,
};
use crate::query::{Aggregate, Expr, Function, Related, Select};
use crate::schema::ColumnDef;
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
    direction: Direction,
    order: &'static [RelationOrder],
    query: Query<T, L>,
    of: Of<(F, K)>,
}

impl<P: Model, C: Model> Load<P, C, Many> {
    fn aggregated(self) -> aggregate::Related {
        let (direction, select) = self.into_parts();
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

impl<F, T: Model, K> Load<F, T, K> {
    pub(crate) fn new(direction: Direction, order: &'static [RelationOrder]) -> Self {
        Self { direction, order, query: Query::new(), of: PhantomData }
    }

    /// Takes it apart, for what else than loading is asked of the records that it leads to.
    pub(crate) fn into_parts(self) -> (Direction, Select) {
        (self.direction, self.query.select)
    }
}

impl<F, T, K, L> Load<F, T, K, L> {
    /// Loads only the related records that meet a condition.
    #[must_use]
    pub fn filter(mut self, predicate: impl IntoPredicate<T>) -> Self
    where
        K: MayBeAbsent,
    {
        self.query = self.query.filter(predicate);
        self
    }

    /// Sorts the loaded records by a key before the relation's own order.
    #[must_use]
    pub fn order_by(mut self, key: impl IntoOrder<T>) -> Self {
        self.query = self.query.order_by(key);
        self
    }

    /// Loads along what is related to the related records.
    pub fn with<R: Relation<T>>(self, relation: R) -> Load<F, T, K, L::Out>
    where
        L: Append<R::Load>,
    {
        Load {
            direction: self.direction,
            order: self.order,
            query: self.query.with(relation),
            of: PhantomData,
        }
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
        self.query = self.query.limit(limit);
        self
    }
}

impl<F, T, K, L: Clone> Clone for Load<F, T, K, L> {
    fn clone(&self) -> Self {
        Self {
            direction: self.direction,
            order: self.order,
            query: self.query.clone(),
            of: PhantomData,
        }
    }
}

impl<F, T, K, L> fmt::Debug for Load<F, T, K, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Load").field("query", &self.query).finish_non_exhaustive()
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

/// Fetches what one relation gives to some records, in the order of the records.
pub trait Loader<M>: Clone + Send + Sync + 'static {
    /// What each record gets.
    type Out: Send;

    /// Fetches it, with one statement per level; several past so many keys.
    #[doc(hidden)]
    fn fetch<'a>(
        &'a self,
        conn: &'a mut Conn,
        records: &'a [M],
    ) -> BoxFuture<'a, Result<Vec<Self::Out>>>;

    /// Adds the statements, in each of them one key that is not known yet.
    #[doc(hidden)]
    fn statements(&self, dialect: Dialect, list: &mut Vec<Statement>);
}

impl<F, T: Model, K, L> Load<F, T, K, L> {
    /// The query of the records that belong to some owners.
    fn related(&self, owners: Expr) -> Related {
        let mut select = self.query.select.clone();
        select.end_order(self.order.iter().map(sort_key));
        let Direction { inner, through, .. } = self.direction;
        Related { select, inner, through, owners }
    }

    /// The columns that equal the owners' keys, and the table that has them.
    fn by(&self) -> (&'static [ColumnDef], &'static [&'static str]) {
        match self.direction.through {
            Some(through) => (through.table.columns, through.outer),
            None => (T::COLUMNS, self.direction.inner),
        }
    }

    /// The search for the records that belong to some owners.
    fn search(&self, dialect: Dialect, records: &[F]) -> Result<Search>
    where
        F: Model,
    {
        let (owners, keys) = Owners::of(records, self.direction.outer)?;
        let mut statements = Vec::new();
        for condition in conditions(dialect, self.by().1, keys) {
            statements.push(dialect::related(dialect, &self.related(condition)));
        }
        let found = empty::<T>(records.len());
        Ok(Search { table: T::TABLE, statements, owners, key: self.key(), found })
    }

    /// Where the key of the owner stands in a row.
    fn key(&self) -> KeyColumns {
        let (table, names) = self.by();
        let key = KeyColumns::of(table, names);
        if self.direction.through.is_none() { key } else { key.after(T::COLUMNS.len()) }
    }
}

impl<F, T, K, L> Loader<F> for Load<F, T, K, L>
where
    F: Model,
    T: Model,
    K: Arity,
    L: Loads<T>,
{
    type Out = K::Out<L::Out>;

    fn fetch<'a>(
        &'a self,
        conn: &'a mut Conn,
        records: &'a [F],
    ) -> BoxFuture<'a, Result<Vec<Self::Out>>> {
        let search = self.search(conn.dialect(), records);
        Box::pin(async move {
            let (positions, related) = search?.run(conn).await?;
            let related = self.query.loads.fetch(conn, typed(related)?).await?;
            shape::<K, _>(records.len(), positions, related).map_err(|error| blame(T::TABLE, error))
        })
    }

    fn statements(&self, dialect: Dialect, list: &mut Vec<Statement>) {
        let (table, names) = self.by();
        list.push(dialect::related(dialect, &self.related(unknown(table, names))));
        self.query.loads.statements(dialect, list);
    }
}

/// Hands related records to the records that they belong to.
fn shape<K: Arity, T: Send>(
    records: usize,
    positions: Vec<usize>,
    related: Vec<T>,
) -> Result<Vec<K::Out<T>>> {
    // Plain loops: chains of adapters are compiled anew for each model.
    let mut gathered: Vec<K::Gathered<T>> = Vec::with_capacity(records);
    for _ in 0..records {
        gathered.push(K::Gathered::default());
    }
    for (at, record) in related.into_iter().enumerate() {
        K::add(&mut gathered[positions[at]], record)?;
    }
    K::shape_all(gathered)
}
