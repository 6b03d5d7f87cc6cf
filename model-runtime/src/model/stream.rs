//! Streams: records one by one, in bounded memory.

use std::pin::Pin;

use async_stream::try_stream;
use futures_core::Stream;

use crate::backend::{Args, Executor, Via};
use crate::dialect;
use crate::error::Result;
use crate::model::blame::blame;
use crate::model::{Model, Query, Row};
use crate::value::Source;

impl<M: Model> Query<M> {
    /// Reads the records one by one, in bounded memory.
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
    ) -> Pin<Box<dyn Stream<Item = Result<M>> + Send + 'e>> {
        Box::pin(records(executor.via(), self))
    }
}

fn records<'e, M: Model>(
    via: Via<'e>,
    query: Query<M>,
) -> impl Stream<Item = Result<M>> + Send + 'e {
    let statement = dialect::select(via.dialect(), &query.select);
    let named = |error| blame(M::TABLE, error);
    try_stream! {
        let (sql, binds) = statement.into_parts().map_err(named)?;
        let mut conn = via.lease().await?;
        let args = Args::of(conn.dialect(), &binds)?;
        let mut rows = conn.rows(sql, args);
        while let Some(row) = rows.next().await.map_err(named)? {
            let record = decode(row.source()).map_err(named);
            yield record?;
        }
    }
}

/// Kept apart, so that no view of a row lives on while the stream waits for its reader.
fn decode<M: Model>(source: &dyn Source) -> Result<M> {
    M::decode(&Row::new(source))
}
