//! What the terminals of a query do once they know the connection and the dialect.
//!
//! What can be the same for all models is: a future that is generic is compiled for each of them, and the
//! compiler walks through all that it holds. So those that are not generic are boxed here.

use std::pin::Pin;
use std::task::{Context, Poll};

use crate::backend::Via;
use crate::dialect;
use crate::error::Result;
use crate::model::asked::Asked;
use crate::model::load::{self, Found, mixed_up};
use crate::model::{Arity, BoxFuture, Loads, Model, Query, Row, run, write};
use crate::query::Select;

/// Runs a query with its loads; `K` says how many records there may be.
pub(crate) fn fetch<'e, K: Arity, M: Model, L: Loads<M>>(
    via: Via<'e>,
    query: Query<M, L>,
) -> BoxFuture<'e, Result<K::Out<L::Out>>> {
    shaped::<K, M, L>(load::find(via, query.asked, load::empty::<M>, K::BOUNDS))
}

/// Brings what is found into shape when it is there.
pub(crate) fn shaped<'e, K: Arity, M: Model, L: Loads<M>>(
    coming: BoxFuture<'e, Result<Found>>,
) -> BoxFuture<'e, Result<K::Out<L::Out>>> {
    Box::pin(Shaped {
        finding: Finding { coming, found: Found::default() },
        shape: shape::<K, M, L>,
    })
}

/// What is found, brought into shape when it is there.
///
/// By hand, as an `async` block is compiled to more, for each type of record.
struct Shaped<'e, T> {
    finding: Finding<'e>,
    shape: fn(&mut Found) -> Result<T>,
}

/// The part of it that knows no types.
struct Finding<'e> {
    coming: BoxFuture<'e, Result<Found>>,
    found: Found,
}

// The only future in it is in a box.
impl<T> Unpin for Shaped<'_, T> {}

impl<T> Future for Shaped<'_, T> {
    type Output = Result<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T>> {
        let Self { finding, shape } = self.get_mut();
        match finding.poll(context) {
            Poll::Ready(Ok(())) => Poll::Ready(shape(&mut finding.found)),
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl Finding<'_> {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<()>> {
        self.coming.as_mut().poll(context).map_ok(|found| self.found = found)
    }
}

/// Brings all that was found into shape.
pub(crate) fn shape<K: Arity, M: Model, L: Loads<M>>(found: &mut Found) -> Result<K::Out<L::Out>> {
    match K::whole::<M, L>(found) {
        Some(records) => Ok(records),
        None => Err(mixed_up()),
    }
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
pub(crate) fn delete<'e>(via: Via<'e>, asked: &Asked) -> BoxFuture<'e, Result<u64>> {
    let delete = write::bulk_delete(&asked.select, asked.everything);
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
