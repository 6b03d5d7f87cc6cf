//! What the terminals of a query do once they know the connection and the dialect.
//!
//! What can be the same for all models is: a future that is generic is compiled for each of them, and the
//! compiler walks through all that it holds. So those that are not generic are boxed here.

use crate::backend::{Gather, Lease, Via};
use crate::dialect;
use crate::error::Result;
use crate::model::blame::blame;
use crate::model::insert::typed;
use crate::model::{BoxFuture, Loads, Model, Query, Row, run, write};
use crate::query::Select;

/// Runs a query with its loads; `shape` makes the answer of what it finds.
pub(crate) fn fetch<'e, M: Model, L: Loads<M>, T: 'e>(
    via: Via<'e>,
    query: Query<M, L>,
    shape: fn(Vec<L::Out>) -> Result<T>,
) -> BoxFuture<'e, Result<T>> {
    let Query { select, loads, .. } = query;
    let reading = read(via, &select, Box::new(Vec::<M>::new()));
    Box::pin(async move {
        let (mut conn, records) = reading.await?;
        shape(loads.fetch(&mut conn, typed(records)?).await?)
    })
}

/// Reads the records of a query and answers the connection on which to go on.
fn read<'e>(
    via: Via<'e>,
    select: &Select,
    records: Box<dyn Gather>,
) -> BoxFuture<'e, Result<(Lease<'e>, Box<dyn Gather>)>> {
    let table = select.table;
    let statement = dialect::select(via.dialect(), select);
    Box::pin(async move {
        if let Some(error) = statement.refusal() {
            return Err(blame(table, error.clone()));
        }
        let mut conn = via.lease().await?;
        let records = run::gather_any(&mut conn, table, &statement, records).await?;
        Ok((conn, records))
    })
}

/// Counts what a query finds.
pub(crate) fn count(via: Via<'_>, select: Select) -> BoxFuture<'_, Result<u64>> {
    Box::pin(async move { Ok(scalar(via, select, |row| row.get::<u64>(0)).await?.unwrap_or(0)) })
}

/// Tells whether a query finds anything.
pub(crate) fn exists(via: Via<'_>, select: Select) -> BoxFuture<'_, Result<bool>> {
    Box::pin(
        async move { Ok(scalar(via, select, |row| row.get::<bool>(0)).await?.unwrap_or(false)) },
    )
}

/// Deletes what a query finds.
pub(crate) fn delete<'e>(
    via: Via<'e>,
    select: &Select,
    everything: bool,
) -> BoxFuture<'e, Result<u64>> {
    let delete = write::bulk_delete(select, everything);
    Box::pin(async move { Ok(run::delete(via, delete?).await?.rows_affected) })
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
