//! Streams: records one by one, in bounded memory.

use std::pin::Pin;

use async_stream::try_stream;
use futures_core::Stream;

use crate::backend::{Args, Via};
use crate::dialect;
use crate::error::{Error, Result};
use crate::model::blame::blame;
use crate::model::keyset::{after, complete_order};
use crate::model::{Loads, Model, Query, Row, insert, run};
use crate::query::{Expr, Select};
use crate::value::Source;

/// Records as they come.
pub type Records<'e, T> = Pin<Box<dyn Stream<Item = Result<T>> + Send + 'e>>;

/// How many records are read before what is related to them is loaded.
const PART: u64 = 1000;

/// Streams records by one statement.
pub(crate) fn whole<'e, M: Model>(select: &Select, via: Via<'e>) -> Records<'e, M> {
    let statement = dialect::select(via.dialect(), select);
    Box::pin(try_stream! {
        let (sql, binds) = statement.into_parts().map_err(named::<M>)?;
        let mut conn = via.lease().await?;
        let args = Args::of(conn.dialect(), &binds)?;
        let mut rows = conn.rows(sql, args);
        while let Some(row) = rows.next().await.map_err(named::<M>)? {
            let record = decode(row.source()).map_err(named::<M>);
            yield record?;
        }
    })
}

/// Streams records in parts, with what is related to those of each.
pub(crate) fn parts<'e, M: Model, L: Loads<M>>(
    query: Query<M, L>,
    via: Via<'e>,
) -> Records<'e, L::Out> {
    Box::pin(try_stream! {
        let Query { mut select, loads, .. } = query;
        complete_order::<M>(&mut select).map_err(named::<M>)?;
        let filter = select.filter.take();
        let mut left = select.limit.unwrap_or(u64::MAX);
        let mut last: Option<Expr> = None;
        let mut conn = via.lease().await?;
        while left > 0 {
            select.filter = both(filter.clone(), last.take());
            select.limit = Some(left.min(PART));
            let statement = dialect::select(conn.dialect(), &select);
            let records = Box::new(Vec::<M>::new());
            let records = run::gather_any(&mut conn, M::TABLE, &statement, records).await?;
            let records = insert::typed::<M>(records)?;
            let count = records.len() as u64;
            left = if count < PART { 0 } else { left - count };
            select.offset = None;
            if let Some(record) = records.last() {
                last = Some(after(record, &select.order_by).map_err(named::<M>)?);
            }
            for loaded in loads.fetch(&mut conn, records).await? {
                yield loaded;
            }
        }
    })
}

fn both(one: Option<Expr>, other: Option<Expr>) -> Option<Expr> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.and(other)),
        (one, other) => one.or(other),
    }
}

fn named<M: Model>(error: Error) -> Error {
    blame(M::TABLE, error)
}

/// Kept apart, so that no view of a row lives on while the stream waits for its reader.
fn decode<M: Model>(source: &dyn Source) -> Result<M> {
    M::decode(&Row::new(source))
}
