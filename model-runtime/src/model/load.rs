//! Loads: related records fetched along with their records, one statement per level.
//!
//! The records of a level are read first. Their keys then filter the query of the next level, whose
//! rows are handed to the records that they belong to; a row that belongs to several (the role of
//! several users) is decoded once for each, so records need not be `Clone`.

use std::collections::HashMap;
use std::fmt;
use std::marker::PhantomData;

use crate::backend::Conn;
use crate::dialect;
use crate::error::Result;
use crate::model::key::key_value;
use crate::model::path::{Direction, RelationOrder, sort_key};
use crate::model::{BoxFuture, IntoOrder, IntoPredicate, Model, Of, Query, Row, run};
use crate::query::{BinaryOp, Expr};
use crate::value::{Nullable, Required, SqlType, Value};

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

impl<F, T: Model, K> Load<F, T, K> {
    pub(crate) fn new(direction: Direction, order: &'static [RelationOrder]) -> Self {
        Self { direction, order, query: Query::new(), of: PhantomData }
    }
}

impl<F, T, K, L> Load<F, T, K, L> {
    /// Loads only the related records that meet a condition.
    #[must_use]
    pub fn filter(mut self, predicate: impl IntoPredicate<T>) -> Self {
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
    pub fn with<R>(self, relation: R) -> Load<F, T, K, L::Out>
    where
        R: Relation<T>,
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

impl<F, T, K, L> Relation<F> for Load<F, T, K, L>
where
    Self: Loader<F>,
{
    type Load = Self;

    fn load(self) -> Self {
        self
    }
}

/// Any number of related records.
#[derive(Debug, Clone, Copy)]
pub enum Many {}

/// How many related records a relation gives each record, and in which shape.
pub trait Arity: 'static {
    /// The shape: `Vec<T>`, `Option<T>` or `T`.
    type Out<T: Send>: Send;

    /// Brings the related records of one record into shape.
    ///
    /// # Errors
    ///
    /// `TooManyRows` where at most one was to be; `NotFound` where one had to be.
    fn shape<T: Send>(related: Vec<T>) -> Result<Self::Out<T>>;
}

impl Arity for Many {
    type Out<T: Send> = Vec<T>;

    fn shape<T: Send>(related: Vec<T>) -> Result<Vec<T>> {
        Ok(related)
    }
}

impl Arity for Nullable {
    type Out<T: Send> = Option<T>;

    fn shape<T: Send>(related: Vec<T>) -> Result<Option<T>> {
        run::at_most_one(related)
    }
}

impl Arity for Required {
    type Out<T: Send> = T;

    fn shape<T: Send>(related: Vec<T>) -> Result<T> {
        run::at_most_one(related)?.ok_or_else(run::not_found)
    }
}

/// Fetches what one relation gives to some records, in the order of the records.
pub trait Loader<M>: Send + 'static {
    /// What each record gets.
    type Out: Send;

    /// Fetches it, with one statement per level.
    #[doc(hidden)]
    fn fetch<'a>(
        self,
        conn: &'a mut Conn,
        records: &'a [M],
    ) -> BoxFuture<'a, Result<Vec<Self::Out>>>;
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
        self,
        conn: &'a mut Conn,
        records: &'a [F],
    ) -> BoxFuture<'a, Result<Vec<Self::Out>>> {
        Box::pin(async move {
            let keys = Keys::of(records, self.direction.outer)?;
            let mut related = Related { owners: Vec::new(), records: Vec::new() };
            let Query { mut select, loads, .. } = self.query;
            if !keys.is_empty() {
                let inner = self.direction.inner;
                let condition = keys.condition(inner);
                select.filter = Some(match select.filter {
                    Some(filter) => condition.and(filter),
                    None => condition,
                });
                select.order_by.extend(self.order.iter().map(sort_key));
                let statement = dialect::select(conn.dialect(), &select);
                let mut take = |row: &Row<'_>| related.take(row, &keys, inner);
                run::rows(conn, T::TABLE, statement, &mut take).await?;
            }
            let Related { owners, records: found } = related;
            let found = loads.fetch(conn, found).await?;
            let mut groups: Vec<Vec<L::Out>> = records.iter().map(|_| Vec::new()).collect();
            for (owner, record) in owners.into_iter().zip(found) {
                groups[owner].push(record);
            }
            groups.into_iter().map(K::shape).collect()
        })
    }
}

/// The key of a record over some columns, as one value; `None` where a part of it is NULL.
fn key_of<M: Model>(record: &M, columns: &[&str]) -> Result<Option<Value>> {
    let [column] = columns else {
        let parts = columns.iter().map(|column| key_value(record, column));
        let parts = parts.collect::<Result<Vec<_>>>()?;
        let complete = !parts.iter().any(Value::is_null);
        return Ok(complete.then_some(Value::Array(parts, SqlType::Bytes)));
    };
    Ok(Some(key_value(record, column)?).filter(|key| !key.is_null()))
}

/// The keys of records, each with the positions of the records that have it.
struct Keys {
    positions: HashMap<Value, Vec<usize>>,
    /// The keys in the order of their first record, so that a statement's binds are stable.
    order: Vec<Value>,
}

impl Keys {
    /// Gathers the keys; a record whose key is NULL is related to nothing.
    fn of<M: Model>(records: &[M], columns: &[&str]) -> Result<Self> {
        let mut keys = Self { positions: HashMap::with_capacity(records.len()), order: Vec::new() };
        for (position, record) in records.iter().enumerate() {
            let Some(key) = key_of(record, columns)? else { continue };
            let positions = keys.positions.entry(key.clone()).or_default();
            if positions.is_empty() {
                keys.order.push(key);
            }
            positions.push(position);
        }
        Ok(keys)
    }

    fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The condition that the related columns hold one of the keys.
    fn condition(&self, columns: &'static [&'static str]) -> Expr {
        let [column] = columns else {
            return Expr::Or(self.order.iter().map(|key| all_equal(columns, key)).collect());
        };
        let ty = self.order.first().map_or(SqlType::I64, Value::sql_type);
        let expr = Box::new(Expr::Column(column));
        Expr::InList { expr, values: self.order.clone(), ty, negated: false }
    }
}

fn all_equal(columns: &'static [&'static str], key: &Value) -> Expr {
    let Value::Array(parts, _) = key else { return Expr::Constant(false) };
    let equal = columns.iter().zip(parts).map(|(column, value)| {
        Expr::binary(BinaryOp::Eq, Expr::Column(column), Expr::Value(value.clone()))
    });
    Expr::And(equal.collect())
}

/// Related records as they arrive, each with the position of the record it belongs to.
struct Related<T> {
    owners: Vec<usize>,
    records: Vec<T>,
}

impl<T: Model> Related<T> {
    /// Decodes a row once for each record that it belongs to.
    fn take(&mut self, row: &Row<'_>, keys: &Keys, columns: &[&str]) -> Result<()> {
        let record = T::decode(row)?;
        let owners = key_of(&record, columns)?.and_then(|key| keys.positions.get(&key));
        let Some((first, others)) = owners.and_then(|owners| owners.split_first()) else {
            return Ok(());
        };
        self.owners.push(*first);
        self.records.push(record);
        for other in others {
            self.owners.push(*other);
            self.records.push(T::decode(row)?);
        }
        Ok(())
    }
}

/// The relations that a query loads: `()`, or a tuple of loads.
pub trait Loads<M>: Send + 'static {
    /// What a record becomes: itself, or a tuple of itself and what was loaded.
    type Out: Send;

    /// Loads them for some records.
    #[doc(hidden)]
    fn fetch(self, conn: &mut Conn, records: Vec<M>) -> BoxFuture<'_, Result<Vec<Self::Out>>>;
}

impl<M: Model> Loads<M> for () {
    type Out = M;

    fn fetch(self, _: &mut Conn, records: Vec<M>) -> BoxFuture<'_, Result<Vec<M>>> {
        Box::pin(std::future::ready(Ok(records)))
    }
}

/// A tuple of loads to which one more can be added.
pub trait Append<X> {
    /// The longer tuple.
    type Out;

    /// Adds it at the end.
    #[doc(hidden)]
    fn append(self, load: X) -> Self::Out;
}

impl<X> Append<X> for () {
    type Out = (X,);

    fn append(self, load: X) -> (X,) {
        (load,)
    }
}

/// Writes [`Loads`] for a tuple, and [`Append`] for it as long as there is a longer one.
macro_rules! tuples {
    ($($name:ident)*) => {
        #[expect(non_snake_case, reason = "the variables are named like their types")]
        impl<M: Model, $($name: Loader<M>),*> Loads<M> for ($($name,)*) {
            type Out = (M, $($name::Out,)*);

            fn fetch(self, conn: &mut Conn, records: Vec<M>) -> BoxFuture<'_, Result<Vec<Self::Out>>> {
                Box::pin(async move {
                    let ($($name,)*) = self;
                    $(let mut $name = $name.fetch(conn, &records).await?.into_iter();)*
                    let rows = records.into_iter().map_while(|record| Some((record, $($name.next()?,)*)));
                    Ok(rows.collect())
                })
            }
        }
    };
    ($($name:ident)* + $next:ident) => {
        tuples!($($name)*);

        #[expect(non_snake_case, reason = "the variables are named like their types")]
        impl<$($name,)* $next> Append<$next> for ($($name,)*) {
            type Out = ($($name,)* $next,);

            fn append(self, load: $next) -> Self::Out {
                let ($($name,)*) = self;
                ($($name,)* load,)
            }
        }
    };
}

tuples!(A + B);
tuples!(A B + C);
tuples!(A B C + D);
tuples!(A B C D + E);
tuples!(A B C D E + F);
tuples!(A B C D E F + G);
tuples!(A B C D E F G + H);
tuples!(A B C D E F G H);
