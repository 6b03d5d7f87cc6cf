//! What the terminals of a query do once they know the connection and the dialect.

use crate::backend::Via;
use crate::dialect;
use crate::error::Result;
use crate::model::blame::blame;
use crate::model::{Loads, Model, Query, Row, run};
use crate::query::Select;

/// Runs a query with its loads.
pub(crate) async fn fetch<M: Model, L: Loads<M>>(
    via: Via<'_>,
    query: Query<M, L>,
) -> Result<Vec<L::Out>> {
    let statement = dialect::select(via.dialect(), &query.select);
    if let Some(error) = statement.refusal() {
        return Err(blame(M::TABLE, error.clone()));
    }
    let mut conn = via.lease().await?;
    let records = run::records::<M>(&mut conn, statement).await?;
    query.loads.fetch(&mut conn, records).await
}

/// Runs a query that may find one record.
///
/// A future that is passed into another one lies in it twice, so futures are made where they are
/// awaited.
pub(crate) async fn at_most_one<M: Model, L: Loads<M>>(
    via: Via<'_>,
    query: Query<M, L>,
) -> Result<Option<L::Out>> {
    let found = fetch(via, query.at_most(2)).await?;
    run::at_most_one(found).map_err(|error| blame(M::TABLE, error))
}

/// Runs a query that answers one value in one row.
pub(crate) async fn scalar<T: Send>(
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
