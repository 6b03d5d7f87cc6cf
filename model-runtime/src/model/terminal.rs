//! The terminals: what runs a query and says in which shape its answer comes.

use crate::backend::{Executor, Lease, Via};
use crate::dialect::{self};
use crate::error::Result;
use crate::model::blame::blame;
use crate::model::insert::Keep;
use crate::model::{BoxFuture, Loads, Model, Query, Row, run, write};
use crate::query::{Columns, Select};
use crate::schema::TableDef;

impl<M: Model, L: Loads<M>> Query<M, L> {
    /// Reads all records of the query.
    ///
    /// # Errors
    ///
    /// What the database refuses; `Decode` where a stored value does not fit its field.
    pub fn all<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<Vec<L::Out>>> {
        Box::pin(fetch(executor.via(), self))
    }

    /// Reads the first record, if there is one.
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all).
    pub fn first<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<Option<L::Out>>> {
        let via = executor.via();
        Box::pin(async move { Ok(fetch(via, self.at_most(1)).await?.pop()) })
    }

    /// Reads the only record.
    ///
    /// # Errors
    ///
    /// `NotFound` if there is none, `TooManyRows` if there are several; else as [`all`](Self::all).
    pub fn one<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<L::Out>> {
        let via = executor.via();
        Box::pin(async move {
            let found = at_most_one(M::TABLE, fetch(via, self.at_most(2)).await?)?;
            found.ok_or_else(|| blame(M::TABLE, run::not_found()))
        })
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
        let via = executor.via();
        Box::pin(async move { at_most_one(M::TABLE, fetch(via, self.at_most(2)).await?) })
    }

    fn at_most(mut self, limit: u64) -> Self {
        self.select.limit = Some(self.select.limit.map_or(limit, |given| given.min(limit)));
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
        let via = executor.via();
        let select = self.reading(Columns::Count);
        Box::pin(
            async move { Ok(scalar(via, select, |row| row.get::<u64>(0)).await?.unwrap_or(0)) },
        )
    }

    /// Tells whether the query has any record.
    ///
    /// # Errors
    ///
    /// What the database refuses.
    pub fn exists<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<bool>> {
        let via = executor.via();
        let select = self.reading(Columns::Exists);
        Box::pin(async move {
            Ok(scalar(via, select, |row| row.get::<bool>(0)).await?.unwrap_or(false))
        })
    }

    /// Deletes the records that the filters keep and answers how many they were.
    ///
    /// # Errors
    ///
    /// `Unfiltered` if there is no filter and no [`everything`](Self::everything), before anything is
    /// sent; `Unsupported` for a query with a limit or an offset; `ForeignKey` if other rows refer to
    /// one of them and may not lose it.
    pub fn delete<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<u64>> {
        let via = executor.via();
        let delete = write::bulk_delete(&self.select, self.everything);
        Box::pin(async move { Ok(run::delete(via, delete?).await?.rows_affected) })
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
        Box::pin(run::explain(via, M::TABLE, statement))
    }

    /// Returns how the database would run [`count`](Self::count), in its own words.
    ///
    /// # Errors
    ///
    /// As `count`.
    pub fn count_explain<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<String>> {
        let via = executor.via();
        let statement = self.count_to_sql(via.dialect());
        Box::pin(run::explain(via, M::TABLE, statement))
    }

    /// Returns how the database would run [`exists`](Self::exists), in its own words.
    ///
    /// # Errors
    ///
    /// As `exists`.
    pub fn exists_explain<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<String>> {
        let via = executor.via();
        let statement = self.exists_to_sql(via.dialect());
        Box::pin(run::explain(via, M::TABLE, statement))
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
        Box::pin(run::explain(via, M::TABLE, statement))
    }
}

/// Runs a query with its loads.
async fn fetch<M: Model, L: Loads<M>>(via: Via<'_>, query: Query<M, L>) -> Result<Vec<L::Out>> {
    let mut records: Vec<M> = Vec::new();
    let mut conn = read(via, &query.select, &mut records).await?;
    query.loads.fetch(&mut conn, records).await
}

/// Reads the records of a query, of whatever model, and answers the connection on which to go on.
async fn read<'e>(via: Via<'e>, select: &Select, kept: &mut dyn Keep) -> Result<Lease<'e>> {
    let statement = dialect::select(via.dialect(), select);
    if let Some(error) = statement.refusal() {
        return Err(blame(select.table, error.clone()));
    }
    let mut conn = via.lease().await?;
    run::records(&mut conn, select.table, statement, kept).await?;
    Ok(conn)
}

fn at_most_one<T>(table: &TableDef, found: Vec<T>) -> Result<Option<T>> {
    run::at_most_one(found).map_err(|error| blame(table, error))
}

/// Runs a query that answers one value in one row.
async fn scalar<T: Send>(
    via: Via<'_>,
    select: Select,
    read: fn(&Row<'_>) -> Result<T>,
) -> Result<Option<T>> {
    let statement = dialect::select(via.dialect(), &select);
    let mut conn = via.lease().await?;
    let mut value = None;
    let mut take = |row: &Row<'_>| {
        value = Some(read(row)?);
        Ok(())
    };
    run::rows(&mut conn, select.table, statement, &mut take).await?;
    Ok(value)
}
