//! Queries: what is asked, built step by step, run by a terminal.

use std::fmt;
use std::marker::PhantomData;

use crate::backend::Executor;
use crate::error::Result;
use crate::model::asked::Asked;
use crate::model::{
    Append, BoxFuture, Groups, IntoKeys, IntoOrder, IntoPredicate, Loader, Loads, Many, Model, Of,
    Records, Relation, Selectable, Selected, Table, Update, run, terminal,
};
use crate::query::{Columns, Select, Selection};
use crate::value::{Nullable, Required, Value};

/// A query of records of `M`, together with the relations `L` that are loaded along.
///
/// It is built by chaining and run by a terminal such as [`all`](Self::all); nothing is sent before.
///
/// ```
/// # use model_runtime::{prelude::*, Query};
/// # #[derive(Model)] struct User { #[primary_key] id: i64, username: String, age: i32 }
/// fn adults() -> Query<User> {
///     User::filter(User::AGE.ge(18))
/// }
///
/// let page = adults().order_by(User::USERNAME.asc()).limit(10).offset(20);
/// println!("{}", page.to_sql(Dialect::Sqlite));
/// ```
#[must_use = "a query does nothing until a terminal such as `.all(&db)` runs it"]
pub struct Query<M, L = ()> {
    pub(crate) asked: Asked,
    of: Of<(M, L)>,
}

impl<M: Table> Query<M> {
    /// Begins a query of all records.
    pub(crate) fn new() -> Self {
        Self { asked: Asked::all(M::TABLE), of: PhantomData }
    }
}

impl<M, L> Query<M, L> {
    /// Keeps the records that meet the condition as well as those before; `None` keeps all.
    pub fn filter(mut self, predicate: impl IntoPredicate<M>) -> Self {
        if let Some(predicate) = predicate.into_predicate() {
            self.asked.restrict(predicate.into_expr());
        }
        self
    }

    /// Keeps the records with this value in a column; called by the generated finders.
    ///
    /// They say the column's name, and not its handle: where that clashes with a const, it is no second error.
    #[doc(hidden)]
    pub fn by(mut self, column: &'static str, value: Result<Value>) -> Self {
        self.asked.by(column, value);
        self
    }

    /// Sorts by a key, or several: after those that were given before, and before the order that a
    /// relation has of its own.
    pub fn order_by(mut self, key: impl IntoOrder<M>) -> Self {
        let mut keys = Vec::new();
        key.add_to(&mut keys);
        self.asked.select.sort_by(keys);
        self
    }

    /// Reads at most so many records.
    pub fn limit(mut self, limit: u64) -> Self {
        self.asked.select.limit = Some(limit);
        self
    }

    /// Leaves out so many records first. Order the query, or which ones is up to the database.
    pub fn offset(mut self, offset: u64) -> Self {
        self.asked.select.offset = Some(offset);
        self
    }

    /// Reads equal rows once.
    pub fn distinct(mut self) -> Self {
        self.asked.select.distinct = true;
        self
    }

    /// Says that an update or delete without any filter is meant.
    pub fn everything(mut self) -> Self {
        self.asked.everything = true;
        self
    }

    /// Loads related records along, with one more statement: a record then comes as a tuple of
    /// itself and what was loaded, in the order of the calls.
    pub fn with<R: Relation<M>>(self, relation: R) -> Query<M, L::Out>
    where
        L: Append<R::Load>,
    {
        let mut asked = self.asked;
        asked.load(relation.load().plan());
        Query { asked, of: PhantomData }
    }

    /// Begins an UPDATE of the records that the filters keep.
    pub fn update(self) -> Update<M> {
        Update::new(self.asked.select, self.asked.everything)
    }
}

impl<M> Query<M> {
    /// Makes groups of the records that have a column or an expression in common, or several.
    ///
    /// What is filtered is records; groups are asked about in [`having`](Groups::having).
    ///
    /// ```
    /// # use model_runtime::prelude::*;
    /// # #[derive(Model)] struct User { #[primary_key] id: i64, city: String, age: i32 }
    /// let cities = User::filter(User::AGE.ge(18))
    ///     .group_by(User::CITY)
    ///     .having(User::count_all().gt(2))
    ///     .select((User::CITY, User::count_all(), User::AGE.max()));
    /// assert_eq!(
    ///     cities.to_sql(Dialect::Sqlite).sql(),
    ///     "SELECT `city`, COUNT(*), MAX(`age`) FROM `user` WHERE `age` >= ? GROUP BY `city` HAVING COUNT(*) > ?",
    /// );
    /// ```
    pub fn group_by(self, keys: impl IntoKeys<M>) -> Groups<M> {
        let mut selection = of_rows(self.asked.select);
        keys.add_to(&mut selection.group_by);
        Groups::new(selection)
    }

    /// Reads some values of each record instead of all of it; or of all records together, if they are
    /// aggregates.
    ///
    /// ```
    /// # use model_runtime::{prelude::*, Selected};
    /// # #[derive(Model)] struct User { #[primary_key] id: i64, username: String, age: i32 }
    /// fn names() -> Selected<User, (i64, String)> {
    ///     User::query().select((User::ID, User::USERNAME))
    /// }
    ///
    /// assert_eq!(names().to_sql(Dialect::Sqlite).sql(), "SELECT `id`, `username` FROM `user`");
    /// let oldest: Selected<User, Option<i32>> = User::query().select(User::AGE.max());
    /// ```
    pub fn select<S: Selectable<M>>(self, what: S) -> Selected<M, S::Out> {
        Selected::new(of_rows(self.asked.select), what)
    }
}

fn of_rows(select: Select) -> Selection {
    Selection { select, items: Vec::new(), group_by: Vec::new(), having: None }
}

impl<M: Model, L: Loads<M>> Query<M, L> {
    /// Reads all records of the query.
    ///
    /// # Errors
    ///
    /// What the database refuses; `Decode` where a stored value does not fit its field.
    pub fn all<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<Vec<L::Out>>> {
        terminal::fetch::<Many, M, L>(executor.via(), self)
    }

    /// Reads the first record, if there is one.
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all).
    pub fn first<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<Option<L::Out>>> {
        terminal::fetch::<Nullable, M, L>(executor.via(), self.at_most(1))
    }

    /// Reads the only record.
    ///
    /// # Errors
    ///
    /// `NotFound` if there is none, `TooManyRows` if there are several; else as [`all`](Self::all).
    pub fn one<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<L::Out>> {
        terminal::fetch::<Required, M, L>(executor.via(), self.at_most(2))
    }

    /// Reads the only record, or `None` if there is none.
    ///
    /// # Errors
    ///
    /// `TooManyRows` if there are several; else as [`all`](Self::all).
    pub fn one_or_none<'e>(
        self,
        executor: impl Executor<'e>,
    ) -> BoxFuture<'e, Result<Option<L::Out>>> {
        terminal::fetch::<Nullable, M, L>(executor.via(), self.at_most(2))
    }

    /// Reads the records one by one, in bounded memory.
    ///
    /// Without relations this is one statement. The stream holds its connection until it ends. Dropping
    /// it early is allowed: it costs the connection, or within a transaction the transaction, as a
    /// statement was not run to its end.
    ///
    /// With relations the records are read in parts of 1000, each followed by one statement for each
    /// relation. A part begins after the last record of the one before, in the order of the query and of
    /// the primary key; outside of a transaction others may change what is to come in between.
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all), and `Unsupported` for a query with relations that is not sorted by columns
    /// alone; after an error the stream ends.
    pub fn stream<'e>(self, executor: impl Executor<'e>) -> Records<'e, L::Out> {
        L::stream(self, executor.via())
    }

    fn at_most(mut self, limit: u64) -> Self {
        self.asked.at_most(limit);
        self
    }
}

impl<M: Model, L> Query<M, L> {
    /// Counts the records of the query.
    ///
    /// # Errors
    ///
    /// What the database refuses.
    pub fn count<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<u64>> {
        terminal::count(executor.via(), self.asked.reading(Columns::Count))
    }

    /// Tells whether the query has any record.
    ///
    /// # Errors
    ///
    /// What the database refuses.
    pub fn exists<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<bool>> {
        terminal::exists(executor.via(), self.asked.reading(Columns::Exists))
    }

    /// Deletes the records that the filters keep and answers how many they were.
    ///
    /// # Errors
    ///
    /// `Unfiltered` if there is no filter and no [`everything`](Self::everything), before anything is
    /// sent; `Unsupported` for a query with a limit or an offset; `ForeignKey` if other rows refer to
    /// one of them and may not lose it.
    pub fn delete<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<u64>> {
        terminal::delete(executor.via(), &self.asked)
    }

    /// Returns how the database would run the query, in its own words.
    ///
    /// Every statement has such a twin, as it has one that renders it: `count`, `count_to_sql` and
    /// `count_explain`. Nothing is changed by them; where a database plans nothing, as SQLite does for
    /// an INSERT, the answer is a sentence that says so.
    ///
    /// ```
    /// # use model_runtime::prelude::*;
    /// # #[derive(Model)] struct User { #[primary_key] id: i64, age: i32 }
    /// # const SCHEMA: Schema = schema![User];
    /// # #[tokio::main] async fn main() -> Result<()> {
    /// # let db = Db::connect("sqlite::memory:").await?;
    /// # db.create_all(&SCHEMA).await?;
    /// let minors = User::filter(User::AGE.lt(18));
    /// println!("{}", minors.clone().explain(&db).await?);
    /// println!("{}", minors.delete_explain(&db).await?);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// What the database refuses.
    pub fn explain<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<String>> {
        let via = executor.via();
        let statement = self.to_sql(via.dialect());
        run::explain(via, M::TABLE, statement)
    }

    /// Returns how the database would run [`count`](Self::count), in its own words.
    ///
    /// # Errors
    ///
    /// As `count`.
    pub fn count_explain<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<String>> {
        let via = executor.via();
        let statement = self.count_to_sql(via.dialect());
        run::explain(via, M::TABLE, statement)
    }

    /// Returns how the database would run [`exists`](Self::exists), in its own words.
    ///
    /// # Errors
    ///
    /// As `exists`.
    pub fn exists_explain<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<String>> {
        let via = executor.via();
        let statement = self.exists_to_sql(via.dialect());
        run::explain(via, M::TABLE, statement)
    }

    /// Returns how the database would run [`delete`](Self::delete), in its own words; nothing is
    /// deleted.
    ///
    /// # Errors
    ///
    /// `Unfiltered` and `Unsupported` as `delete`; what the database refuses.
    pub fn delete_explain<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<String>> {
        let via = executor.via();
        let statement = self.delete_to_sql(via.dialect());
        run::explain(via, M::TABLE, statement)
    }
}

/// Begins a query of all records; called by the generated `query` and `find`.
pub fn query<M: Model>() -> Query<M> {
    Query::new()
}

/// Begins a query of the records that meet a condition; called by the generated `filter`.
pub fn filter<M: Model>(predicate: impl IntoPredicate<M>) -> Query<M> {
    Query::new().filter(predicate)
}

impl<M, L> Clone for Query<M, L> {
    fn clone(&self) -> Self {
        Self { asked: self.asked.clone(), of: PhantomData }
    }
}

impl<M, L> fmt::Debug for Query<M, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query").field("select", &self.asked.select).finish_non_exhaustive()
    }
}
