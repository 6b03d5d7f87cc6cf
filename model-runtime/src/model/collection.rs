//! Collections: what the accessor of a to-many answers. A collection is a query, and can write as well.

use crate::error::Result;
use crate::model::Model;
use crate::model::blame::blame;
use crate::model::key::key_value;
use crate::value::Value;

/// Writes what a collection has as a query: the steps and terminals of [`Query`](crate::Query), which
/// it hands on.
macro_rules! collection {
    ($collection:ident<$from:ident, $to:ident $(, $link:ident: $bound:path)? $(; $key:ident)?>) => {
        impl<$from: Model, $to: Model $(, $link: $bound)? $(, const $key: usize)?>
            $collection<$from, $to $(, $link)? $(, $key)?>
        {
            /// Returns the query of the records.
            pub fn query(self) -> Query<$to> {
                self.query
            }

            /// Keeps the records that meet the condition; see [`Query::filter`].
            pub fn filter(self, predicate: impl IntoPredicate<$to>) -> Query<$to> {
                self.query.filter(predicate)
            }

            /// Sorts by a key, or several, before the relation's own order; see [`Query::order_by`].
            pub fn order_by(self, key: impl IntoOrder<$to>) -> Query<$to> {
                self.query.order_by(key)
            }

            /// Reads at most so many records.
            pub fn limit(self, limit: u64) -> Query<$to> {
                self.query.limit(limit)
            }

            /// Leaves out so many records first; see [`Query::offset`].
            pub fn offset(self, offset: u64) -> Query<$to> {
                self.query.offset(offset)
            }

            /// Reads equal rows once.
            pub fn distinct(self) -> Query<$to> {
                self.query.distinct()
            }

            /// Loads related records along; see [`Query::with`].
            pub fn with<R>(self, relation: R) -> Query<$to, (R::Load,)>
            where
                R: Relation<$to>,
            {
                self.query.with(relation)
            }

            /// Reads some values of each record, or aggregates of all; see [`Query::select`].
            pub fn select<S: Selectable<$to>>(self, what: S) -> Selected<$to, S::Out> {
                self.query.select(what)
            }

            /// Makes groups of the records; see [`Query::group_by`].
            pub fn group_by(self, keys: impl IntoKeys<$to>) -> Groups<$to> {
                self.query.group_by(keys)
            }

            /// Begins an UPDATE of all records of the collection.
            pub fn update(self) -> Update<$to> {
                self.query.update()
            }

            /// Reads all records; see [`Query::all`].
            ///
            /// # Errors
            ///
            /// As [`Query::all`].
            pub fn all<'e>(
                self,
                executor: impl Executor<'e>,
            ) -> BoxFuture<'e, Result<Vec<$to>>> {
                self.query.all(executor)
            }

            /// Reads the first record, if there is one.
            ///
            /// # Errors
            ///
            /// As [`Query::first`].
            pub fn first<'e>(
                self,
                executor: impl Executor<'e>,
            ) -> BoxFuture<'e, Result<Option<$to>>> {
                self.query.first(executor)
            }

            /// Reads the only record.
            ///
            /// # Errors
            ///
            /// As [`Query::one`].
            pub fn one<'e>(
                self,
                executor: impl Executor<'e>,
            ) -> BoxFuture<'e, Result<$to>> {
                self.query.one(executor)
            }

            /// Reads the only record, or `None` if there is none.
            ///
            /// # Errors
            ///
            /// As [`Query::one_or_none`].
            pub fn one_or_none<'e>(
                self,
                executor: impl Executor<'e>,
            ) -> BoxFuture<'e, Result<Option<$to>>> {
                self.query.one_or_none(executor)
            }

            /// Reads the records one by one, in bounded memory; see [`Query::stream`].
            ///
            /// # Errors
            ///
            /// As [`Query::stream`].
            pub fn stream<'e>(
                self,
                executor: impl Executor<'e>,
            ) -> Pin<Box<dyn Stream<Item = Result<$to>> + Send + 'e>> {
                self.query.stream(executor)
            }

            /// Counts the records.
            ///
            /// # Errors
            ///
            /// As [`Query::count`].
            pub fn count<'e>(
                self,
                executor: impl Executor<'e>,
            ) -> BoxFuture<'e, Result<u64>> {
                self.query.count(executor)
            }

            /// Tells whether there is any record.
            ///
            /// # Errors
            ///
            /// As [`Query::exists`].
            pub fn exists<'e>(
                self,
                executor: impl Executor<'e>,
            ) -> BoxFuture<'e, Result<bool>> {
                self.query.exists(executor)
            }

            /// Deletes the records themselves and answers how many they were.
            ///
            /// # Errors
            ///
            /// As [`Query::delete`].
            pub fn delete<'e>(
                self,
                executor: impl Executor<'e>,
            ) -> BoxFuture<'e, Result<u64>> {
                self.query.delete(executor)
            }

            /// Returns how the database would run the query, in its own words.
            ///
            /// # Errors
            ///
            /// What the database refuses.
            pub fn explain<'e>(
                self,
                executor: impl Executor<'e>,
            ) -> BoxFuture<'e, Result<String>> {
                self.query.explain(executor)
            }

            /// Returns how the database would run [`count`](Self::count), in its own words.
            ///
            /// # Errors
            ///
            /// What the database refuses.
            pub fn count_explain<'e>(
                self,
                executor: impl Executor<'e>,
            ) -> BoxFuture<'e, Result<String>> {
                self.query.count_explain(executor)
            }

            /// Returns how the database would run [`exists`](Self::exists), in its own words.
            ///
            /// # Errors
            ///
            /// What the database refuses.
            pub fn exists_explain<'e>(
                self,
                executor: impl Executor<'e>,
            ) -> BoxFuture<'e, Result<String>> {
                self.query.exists_explain(executor)
            }

            /// Returns how the database would run [`delete`](Self::delete), in its own words.
            ///
            /// # Errors
            ///
            /// What the database refuses.
            pub fn delete_explain<'e>(
                self,
                executor: impl Executor<'e>,
            ) -> BoxFuture<'e, Result<String>> {
                self.query.delete_explain(executor)
            }

            /// Renders the query in a dialect; needs no database.
            #[must_use]
            pub fn to_sql(&self, dialect: Dialect) -> Statement {
                self.query.to_sql(dialect)
            }

            /// Renders what [`count`](Self::count) runs.
            #[must_use]
            pub fn count_to_sql(&self, dialect: Dialect) -> Statement {
                self.query.count_to_sql(dialect)
            }

            /// Renders what [`exists`](Self::exists) runs.
            #[must_use]
            pub fn exists_to_sql(&self, dialect: Dialect) -> Statement {
                self.query.exists_to_sql(dialect)
            }

            /// Renders what [`delete`](Self::delete) runs.
            #[must_use]
            pub fn delete_to_sql(&self, dialect: Dialect) -> Statement {
                self.query.delete_to_sql(dialect)
            }
        }

        impl<$from: Model, $to: Model $(, $link: $bound)? $(, const $key: usize)?>
            From<$collection<$from, $to $(, $link)? $(, $key)?>> for Query<$to>
        {
            fn from(collection: $collection<$from, $to $(, $link)? $(, $key)?>) -> Self {
                collection.query
            }
        }

        impl<$from, $to $(, $link)? $(, const $key: usize)?> Clone
            for $collection<$from, $to $(, $link)? $(, $key)?>
        {
            fn clone(&self) -> Self {
                Self { query: self.query.clone(), ends: self.ends.clone(), of: PhantomData }
            }
        }

        impl<$from, $to $(, $link)? $(, const $key: usize)?> fmt::Debug
            for $collection<$from, $to $(, $link)? $(, $key)?>
        {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($collection)).field(&self.query).finish()
            }
        }
    };
}

pub(super) use collection;

/// The values of a record that others refer to; a column that may be NULL can not be referred to.
pub(super) fn referred<M: Model>(record: &M, columns: &[&'static str]) -> Result<Vec<Value>> {
    let values = columns.iter().map(|column| key_value(record, column));
    values.collect::<Result<_>>().map_err(|error| blame(M::TABLE, error))
}
