//! What the terminals of queries of values do once they know the connection and the dialect.

use async_stream::try_stream;
use futures_core::Stream;

use crate::backend::{Args, Gather, Via};
use crate::dialect::Statement;
use crate::error::{Error, Result};
use crate::model::blame::blame;
use crate::model::{Model, Row, Selected, run};
use crate::query::{Expr, Selection};
use crate::schema::TableDef;
use crate::value::Source;

pub(crate) async fn fetch<M: Model, T: Send + 'static>(
    via: Via<'_>,
    select: Selected<M, T>,
) -> Result<Vec<T>> {
    let statement = select.to_sql(via.dialect());
    refused(M::TABLE, &statement)?;
    let mut conn = via.lease().await?;
    let Selected { selection, read, .. } = select;
    let values = Values { selection, read, rows: Vec::new() };
    Ok(run::gather(&mut conn, M::TABLE, &statement, values).await?.rows)
}

/// The values of rows.
struct Values<T> {
    selection: Selection,
    read: fn(&Row<'_>) -> Result<T>,
    rows: Vec<T>,
}

impl<T: Send + 'static> Gather for Values<T> {
    fn gather(&mut self, row: &dyn Source) -> Result<()> {
        let value = (self.read)(&Row::new(row));
        self.rows.push(value.map_err(|error| placed(&self.selection, error))?);
        Ok(())
    }
}

pub(crate) async fn at_most_one<M: Model, T: Send + 'static>(
    via: Via<'_>,
    select: Selected<M, T>,
) -> Result<Option<T>> {
    let found = fetch(via, select.at_most(2)).await?;
    run::at_most_one(found).map_err(|error| blame(M::TABLE, error))
}

pub(crate) fn stream<'e, M: Model, T: Send + 'static>(
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
pub(crate) fn decode<T>(source: &dyn Source, read: fn(&Row<'_>) -> Result<T>) -> Result<T> {
    read(&Row::new(source))
}

/// Runs a query that answers one value in one row.
pub(crate) async fn scalar<T: Send>(
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
pub(crate) fn refused(table: &TableDef, statement: &Statement) -> Result<()> {
    match statement.refusal() {
        Some(error) => Err(blame(table, error.clone())),
        None => Ok(()),
    }
}

/// Tells a value that does not fit by its column of the table, if it is one, not by its place in the row.
pub(crate) fn placed(selection: &Selection, error: Error) -> Error {
    error.moved(|at| match selection.items.get(at)? {
        Expr::Column(name) => {
            let mut columns = selection.select.table.columns.iter();
            columns.position(|column| column.name == *name)
        }
        _ => None,
    })
}
