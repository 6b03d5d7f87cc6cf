//! Streams: records one by one, in bounded memory.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::vec::IntoIter;

use async_stream::try_stream;
use futures_core::Stream;

use crate::backend::{Args, Via};
use crate::dialect;
use crate::error::{Error, Result};
use crate::model::asked::Asked;
use crate::model::blame::blame;
use crate::model::keyset::{after, complete_order};
use crate::model::load::{self, Empty, Found};
use crate::model::{Loads, Many, Model, Query, Row, terminal};
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
    Box::pin(Parts {
        found: found(via, query.asked, load::empty::<M>),
        shape: terminal::shape::<Many, M, L>,
        part: Vec::new().into_iter(),
    })
}

/// Records that are found in parts.
///
/// By hand, as a generator is compiled to more, for each type of record.
struct Parts<'e, T> {
    found: Records<'e, Found>,
    shape: fn(&mut Found) -> Result<Vec<T>>,
    part: IntoIter<T>,
}

// The only stream in it is in a box.
impl<T> Unpin for Parts<'_, T> {}

impl<T> Stream for Parts<'_, T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        loop {
            if let Some(record) = self.part.next() {
                return Poll::Ready(Some(Ok(record)));
            }
            match self.found.as_mut().poll_next(context) {
                Poll::Ready(Some(Ok(mut found))) => match (self.shape)(&mut found) {
                    Ok(part) => self.part = part.into_iter(),
                    Err(error) => return Poll::Ready(Some(Err(error))),
                },
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

/// Finds the parts.
fn found(via: Via<'_>, asked: Asked, empty: Empty) -> Records<'_, Found> {
    let Asked { mut select, loads, .. } = asked;
    let table = select.table;
    let named = move |error: Error| blame(table, error);
    Box::pin(try_stream! {
        complete_order(&mut select).map_err(named)?;
        let filter = select.filter.take();
        let mut left = select.limit.unwrap_or(u64::MAX);
        let mut last: Option<Expr> = None;
        let mut conn = via.lease().await?;
        while left > 0 {
            select.filter = both(filter.clone(), last.take());
            select.limit = Some(left.min(PART));
            let statement = dialect::select(conn.dialect(), &select);
            let records = load::records(&mut conn, table, &statement, empty, 0).await?;
            let count = records.count();
            left = if (count as u64) < PART { 0 } else { left - count as u64 };
            select.offset = None;
            if let Some(at) = count.checked_sub(1) {
                last = Some(after(records.record(at), &select.order_by).map_err(named)?);
            }
            yield load::load(&mut conn, table, &loads, records).await?;
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
