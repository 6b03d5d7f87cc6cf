//! Loads: related records fetched along with their records, one statement per level.
//!
//! The records of a level are read first. Their keys then filter the query of the next level, whose
//! rows are handed to the records that they belong to; a row that belongs to several (the role of
//! several users) is decoded once for each, so records need not be `Clone`.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;
use std::marker::PhantomData;

use foldhash::fast::RandomState;

use crate::backend::Conn;
use crate::dialect;
use crate::error::Result;
use crate::model::arity::{Arity, MayBeAbsent};
use crate::model::blame::blame;
use crate::model::key::{ordinal, value_at};
use crate::model::path::{Direction, RelationOrder, sort_key};
use crate::model::{BoxFuture, IntoOrder, IntoPredicate, Model, Of, Query, Row, run};
use crate::query::{BinaryOp, Expr, Select};
use crate::value::{SqlType, Value};

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

impl<F, T, K> Load<F, T, K> {
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
            let Direction { outer, inner, .. } = self.direction;
            let Query { mut select, loads, .. } = self.query;
            let (keys, values) = Keys::of(records, outer)?;
            let mut related = Related::new(&keys, inner);
            if !values.is_empty() {
                let condition = condition(inner, values);
                select.filter = Some(match select.filter {
                    Some(filter) => condition.and(filter),
                    None => condition,
                });
                select.order_by.extend(self.order.iter().map(sort_key));
                let statement = dialect::select(conn.dialect(), &select);
                let mut take = |row: &Row<'_>| related.take(row);
                run::rows(conn, T::TABLE, statement, &mut take).await?;
            }
            let Related { owners, records: found, .. } = related;
            let found = loads.fetch(conn, found).await?;
            let mut gathered: Vec<K::Gathered<L::Out>> = Vec::new();
            gathered.resize_with(records.len(), Default::default);
            for (owner, record) in owners.into_iter().zip(found) {
                K::add(&mut gathered[owner], record).map_err(|error| blame(T::TABLE, error))?;
            }
            let shaped: Result<Vec<_>> = gathered.into_iter().map(K::shape).collect();
            shaped.map_err(|error| blame(T::TABLE, error))
        })
    }
}

/// The key of a record over some columns, as one value; `None` where a part of it is NULL.
fn key_of<M: Model>(record: &M, ordinals: &[usize]) -> Result<Option<Value>> {
    let [ordinal] = ordinals else {
        let parts = ordinals.iter().map(|&ordinal| value_at(record, ordinal));
        let parts = parts.collect::<Result<Vec<_>>>()?;
        let complete = !parts.iter().any(Value::is_null);
        return Ok(complete.then_some(Value::Array(parts, SqlType::Bytes)));
    };
    Ok(Some(value_at(record, *ordinal)?).filter(|key| !key.is_null()))
}

fn ordinals<M: Model>(columns: &[&str]) -> Vec<usize> {
    columns.iter().map(|column| ordinal::<M>(column)).collect()
}

/// The keys of records, each with the positions of the records that have it.
struct Keys {
    /// The first record with a key.
    first: HashMap<Value, usize, RandomState>,
    /// For each record the next one with the same key; the record itself if there is none.
    next: Vec<usize>,
}

impl Keys {
    /// Gathers the keys, and answers each once in the order of the records, so that a statement's binds
    /// are stable. A record whose key is NULL is related to nothing.
    fn of<M: Model>(records: &[M], columns: &[&str]) -> Result<(Self, Vec<Value>)> {
        let ordinals = ordinals::<M>(columns);
        let first = HashMap::with_capacity_and_hasher(records.len(), RandomState::default());
        let mut keys = Self { first, next: (0..records.len()).collect() };
        let mut values = Vec::with_capacity(records.len());
        let mut last: Vec<usize> = (0..records.len()).collect();
        for (position, record) in records.iter().enumerate() {
            let Some(key) = key_of(record, &ordinals)? else { continue };
            match keys.first.entry(key) {
                Entry::Vacant(entry) => {
                    values.push(entry.key().clone());
                    entry.insert(position);
                }
                Entry::Occupied(entry) => {
                    let first = *entry.get();
                    keys.next[last[first]] = position;
                    last[first] = position;
                }
            }
        }
        Ok((keys, values))
    }
}

/// The condition that the related columns hold one of the keys.
fn condition(columns: &'static [&'static str], keys: Vec<Value>) -> Expr {
    let [column] = columns else {
        return Expr::Or(keys.iter().map(|key| all_equal(columns, key)).collect());
    };
    let ty = keys.first().map_or(SqlType::I64, Value::sql_type);
    let expr = Box::new(Expr::Column(column));
    Expr::InList { expr, values: keys, ty, negated: false }
}

fn all_equal(columns: &'static [&'static str], key: &Value) -> Expr {
    let Value::Array(parts, _) = key else { return Expr::Constant(false) };
    let equal = columns.iter().zip(parts).map(|(column, value)| {
        Expr::binary(BinaryOp::Eq, Expr::Column(column), Expr::Value(value.clone()))
    });
    Expr::And(equal.collect())
}

/// Related records as they arrive, each with the position of the record it belongs to.
struct Related<'k, T> {
    keys: &'k Keys,
    ordinals: Vec<usize>,
    owners: Vec<usize>,
    records: Vec<T>,
}

impl<'k, T: Model> Related<'k, T> {
    fn new(keys: &'k Keys, columns: &[&str]) -> Self {
        let expected = keys.next.len();
        Self {
            keys,
            ordinals: ordinals::<T>(columns),
            owners: Vec::with_capacity(expected),
            records: Vec::with_capacity(expected),
        }
    }

    /// Decodes a row once for each record that it belongs to.
    fn take(&mut self, row: &Row<'_>) -> Result<()> {
        let record = T::decode(row)?;
        let owner = key_of(&record, &self.ordinals)?.and_then(|key| self.keys.first.get(&key));
        let Some(&first) = owner else { return Ok(()) };
        self.owners.push(first);
        self.records.push(record);
        let mut owner = first;
        while self.keys.next[owner] != owner {
            owner = self.keys.next[owner];
            self.owners.push(owner);
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
