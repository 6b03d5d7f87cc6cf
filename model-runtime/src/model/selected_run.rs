//! The terminals of queries of values.

use std::pin::Pin;

use async_stream::try_stream;
use futures_core::Stream;

use crate::backend::{Args, Executor, Via};
use crate::dialect::Statement;
use crate::error::{Error, Result};
use crate::model::blame::blame;
use crate::model::{BoxFuture, Model, Row, Selected, run};
use crate::query::{Expr, Selection};
use crate::schema::TableDef;
use crate::value::Source;

impl<M: Model, T: Send + 'static> Selected<M, T> {
    /// Reads all rows of the query.
    ///
    /// # Errors
    ///
    /// What the database refuses, a sum that does not fit included; `Decode` where a value does not fit
    /// its type.
    pub fn all<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<Vec<T>>> {
        Box::pin(fetch(executor.via(), self))
    }

    /// Reads the first row, if there is one.
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all).
    pub fn first<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<Option<T>>> {
        let via = executor.via();
        Box::pin(async move { Ok(fetch(via, self.at_most(1)).await?.pop()) })
    }

    /// Reads the only row.
    ///
    /// # Errors
    ///
    /// `NotFound` if there is none, `TooManyRows` if there are several; else as [`all`](Self::all).
    pub fn one<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<T>> {
        let via = executor.via();
        Box::pin(async move {
            at_most_one(via, self).await?.ok_or_else(|| blame(M::TABLE, run::not_found()))
        })
    }

    /// Reads the only row, or `None` if there is none.
    ///
    /// # Errors
    ///
    /// `TooManyRows` if there are several; else as [`all`](Self::all).
    pub fn one_or_none<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<Option<T>>> {
        Box::pin(at_most_one(executor.via(), self))
    }

    /// Reads the rows one by one, in bounded memory.
    ///
    /// The stream holds its connection until it ends. Dropping it early is allowed: it costs the
    /// connection, or within a transaction the transaction, as a statement was not run to its end.
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all); after an error the stream ends.
    pub fn stream<'e>(
        self,
        executor: impl Executor<'e>,
    ) -> Pin<Box<dyn Stream<Item = Result<T>> + Send + 'e>> {
        Box::pin(stream(executor.via(), self))
    }

    /// Counts the rows of the query; groups, if it is of groups.
    ///
    /// # Errors
    ///
    /// What the database refuses.
    pub fn count<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<u64>> {
        let via = executor.via();
        let statement = self.count_to_sql(via.dialect());
        Box::pin(async move {
            Ok(scalar(via, M::TABLE, statement, |row| row.get(0)).await?.unwrap_or(0))
        })
    }

    /// Tells whether the query has any row.
    ///
    /// # Errors
    ///
    /// What the database refuses.
    pub fn exists<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<bool>> {
        let via = executor.via();
        let statement = self.exists_to_sql(via.dialect());
        Box::pin(async move {
            Ok(scalar(via, M::TABLE, statement, |row| row.get(0)).await?.unwrap_or(false))
        })
    }

    /// Returns how the database would run the query, in its own words.
    ///
    /// # Errors
    ///
    /// What the database refuses.
    pub fn explain<'e>(self, executor: impl Executor<'e>) -> BoxFuture<'e, Result<String>> {
        let via = executor.via();
        let statement = self.to_sql(via.dialect());
        Box::pin(run::explain(via, M::TABLE, statement))
    }

    fn at_most(mut self, limit: u64) -> Self {
        let given = &mut self.selection.select.limit;
        *given = Some(given.map_or(limit, |given| given.min(limit)));
        self
    }
}

async fn fetch<M: Model, T: Send>(via: Via<'_>, select: Selected<M, T>) -> Result<Vec<T>> {
    let statement = select.to_sql(via.dialect());
    refused(M::TABLE, &statement)?;
    let mut conn = via.lease().await?;
    let mut rows = Vec::new();
    let mut take = |row: &Row<'_>| {
        rows.push((select.read)(row).map_err(|error| placed(&select.selection, error))?);
        Ok(())
    };
    run::rows(&mut conn, M::TABLE, statement, &mut take).await?;
    Ok(rows)
}

async fn at_most_one<M: Model, T: Send + 'static>(
    via: Via<'_>,
    select: Selected<M, T>,
) -> Result<Option<T>> {
    let found = fetch(via, select.at_most(2)).await?;
    run::at_most_one(found).map_err(|error| blame(M::TABLE, error))
}

fn stream<'e, M: Model, T: Send + 'static>(
    via: Via<'e>,
    select: Selected<M, T>,
) -> impl Stream<Item = Result<T>> + Send + 'e {
    let statement = select.to_sql(via.dialect());
    let named = |error| blame(M::TABLE, error);
    try_stream! {
        let (sql, binds) = statement.into_parts().map_err(named)?;
        let mut conn = via.lease().await?;
        let args = Args::of(conn.dialect(), &binds)?;
        let mut rows = conn.rows(sql, args);
        while let Some(row) = rows.next().await.map_err(named)? {
            let value = decode(row.source(), select.read);
            let value = value.map_err(|error| named(placed(&select.selection, error)));
            yield value?;
        }
    }
}

/// Kept apart, so that no view of a row lives on while the stream waits for its reader.
fn decode<T>(source: &dyn Source, read: fn(&Row<'_>) -> Result<T>) -> Result<T> {
    read(&Row::new(source))
}

/// Runs a query that answers one value in one row.
async fn scalar<T: Send>(
    via: Via<'_>,
    table: &'static TableDef,
    statement: Statement,
    read: fn(&Row<'_>) -> Result<T>,
) -> Result<Option<T>> {
    refused(table, &statement)?;
    let mut conn = via.lease().await?;
    let mut value = None;
    let mut take = |row: &Row<'_>| {
        value = Some(read(row)?);
        Ok(())
    };
    run::rows(&mut conn, table, statement, &mut take).await?;
    Ok(value)
}

/// Refuses a statement before a connection is asked for.
fn refused(table: &TableDef, statement: &Statement) -> Result<()> {
    match statement.refusal() {
        Some(error) => Err(blame(table, error.clone())),
        None => Ok(()),
    }
}

/// Tells a value that does not fit by its column of the table, if it is one, not by its place in the row.
fn placed(selection: &Selection, error: Error) -> Error {
    error.moved(|at| match selection.items.get(at)? {
        Expr::Column(name) => {
            let mut columns = selection.select.table.columns.iter();
            columns.position(|column| column.name == *name)
        }
        _ => None,
    })
}
