//! Storing many records: in batches, all or nothing, answered in the order in which they were given.

use std::collections::HashMap;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use crate::backend::{Conn, Via};
use crate::dialect;
use crate::error::{Error, ErrorKind, Result};
use crate::model::batch::{Batch, Batches, Group, Limits, Rows};
use crate::model::blame::blame;
use crate::model::draft::Filled;
use crate::model::drafts::Drafts;
use crate::model::insert::{
    Returned, advance_key, given_key, given_number, insert_keyed, key_columns, key_is_generated,
};
use crate::model::key::value_at;
use crate::model::load::{self, Empty, Found, Level};
use crate::model::nest::Node;
use crate::model::unit::Kind;
use crate::model::{BoxFuture, Many, Model, terminal};
use crate::query::Insert;
use crate::schema::TableDef;
use crate::value::Value;

/// Stores the records; see [`Model::insert_all`].
pub(crate) fn insert_all<'e, M: Model>(
    via: Via<'e>,
    drafts: Drafts,
) -> BoxFuture<'e, Result<Vec<M>>> {
    terminal::shaped::<Many, M, ()>(insert_drafts(via, Kind::of::<M>(), drafts, load::empty::<M>))
}

/// Stores drafts of one model.
fn insert_drafts(
    via: Via<'_>,
    kind: Kind,
    drafts: Drafts,
    empty: Empty,
) -> BoxFuture<'_, Result<Found>> {
    Box::pin(async move {
        let mut stored = empty(drafts.count());
        if let Some(store) = drafts.store() {
            let roots = drafts.into_drafts().map(|draft| Node { kind, draft: Box::new(draft) });
            store(via, roots.collect(), &mut *stored).await?;
            return Ok(Found::alone(stored));
        }
        let drafts = drafts.rows();
        let rows = Rows { table: kind.table, drafts: &drafts };
        let stored = store(via, rows, stored).await;
        Ok(Found::alone(stored.map_err(|error| blame(kind.table, error))?))
    })
}

fn missing() -> Error {
    Error::new(ErrorKind::Incomplete, "not all stored rows came back")
}

/// Stores records in a transaction of their own, or in one statement; answers them in the order of the rows.
fn store<'a>(
    via: Via<'a>,
    rows: Rows<'a>,
    kept: Box<dyn Level>,
) -> BoxFuture<'a, Result<Box<dyn Level>>> {
    Box::pin(async move {
        let limits = Limits::of(&via);
        let returning = via.insert_returning();
        let groups = Group::of(rows);
        let mut batches = groups.iter().flat_map(|group| Batches::of(group, limits, rows));
        let Some(first) = batches.next().transpose()? else { return Ok(kept) };
        let mut conn = via.lease().await?;
        let stored = Stored::new(kept, rows.drafts.len());
        if returning && first.rows.len() == rows.drafts.len() {
            // A single statement is all or nothing by itself.
            return Ok(stored.run_batch(&mut conn, rows, first).await?.into_order());
        }
        let mut tx = conn.begin().await?;
        let stored = stored.run_all(tx.conn(), rows, first, batches, returning).await?;
        tx.commit().await?;
        Ok(stored.into_order())
    })
}

/// Stores records in the transaction that is under way; answers as [`store`].
pub(crate) async fn store_within(
    conn: &mut Conn,
    rows: Rows<'_>,
    kept: Box<dyn Level>,
) -> Result<Box<dyn Level>> {
    let limits = Limits::new(conn.dialect(), conn.db().max_packet());
    let returning = conn.db().insert_returning();
    let groups = Group::of(rows);
    let mut batches = groups.iter().flat_map(|group| Batches::of(group, limits, rows));
    let mut stored = Stored::new(kept, rows.drafts.len());
    if let Some(first) = batches.next().transpose()? {
        stored = stored.run_all(conn, rows, first, batches, returning).await?;
    }
    Ok(stored.into_order())
}

/// Waits for a future, and does some work in the time until it is first woken.
async fn meanwhile<F: Future, T>(future: F, work: impl FnOnce() -> T) -> (F::Output, T) {
    let mut future = pin!(future);
    let first = poll_fn(|context| Poll::Ready(future.as_mut().poll(context))).await;
    let done = work();
    match first {
        Poll::Ready(output) => (output, done),
        Poll::Pending => (future.await, done),
    }
}

/// What came back, and where it belongs among the given records.
struct Stored {
    kept: Box<dyn Level>,
    places: Vec<usize>,
}

impl Stored {
    fn new(kept: Box<dyn Level>, count: usize) -> Self {
        Self { kept, places: Vec::with_capacity(count) }
    }

    /// The records in the order in which they were given.
    fn into_order(mut self) -> Box<dyn Level> {
        if !self.places.is_sorted() {
            self.kept.arrange(&mut self.places);
        }
        self.kept
    }

    /// Stores all batches, in a transaction that is under way. While the database works at one, the next
    /// one is bound.
    async fn run_all<'g>(
        mut self,
        conn: &mut Conn,
        rows: Rows<'_>,
        first: Batch<'g>,
        mut batches: impl Iterator<Item = Result<Batch<'g>>>,
        returning: bool,
    ) -> Result<Self> {
        let mut batch = Some(first);
        while let Some(current) = batch {
            let stored = self.run(conn, rows, current, returning);
            let (stored, next) = meanwhile(stored, || batches.next().transpose()).await;
            self = stored?;
            batch = next?;
        }
        Ok(self)
    }

    /// Stores one batch, in a transaction that is under way.
    async fn run(
        mut self,
        conn: &mut Conn,
        rows: Rows<'_>,
        batch: Batch<'_>,
        returning: bool,
    ) -> Result<Self> {
        if returning {
            return self.run_batch(conn, rows, batch).await;
        }
        for &row in batch.rows {
            insert_keyed(conn, rows.table, rows.drafts[row], &mut *self.kept).await?;
            self.places.push(row);
        }
        Ok(self)
    }

    /// Stores one batch in one statement.
    fn run_batch<'a>(
        self,
        conn: &'a mut Conn,
        rows: Rows<'a>,
        batch: Batch<'a>,
    ) -> BoxFuture<'a, Result<Self>> {
        Box::pin(self.insert_batch(conn, rows, batch))
    }

    async fn insert_batch(
        mut self,
        conn: &mut Conn,
        rows: Rows<'_>,
        batch: Batch<'_>,
    ) -> Result<Self> {
        let Rows { table, drafts } = rows;
        let Batch { columns, rows, shape, args } = batch;
        let insert = Insert { table, columns, rows: shape, returning: true };
        let (sql, _) = dialect::insert(conn.dialect(), &insert).into_parts()?;
        let returned = Returned::to(self.kept);
        let returned = conn.gather(sql, args.into(), returned).await?;
        self.kept = returned.kept;
        if returned.rows != rows.len() {
            return Err(missing());
        }
        if key_is_generated(table, columns) {
            // A database counts up in the order of the rows, whatever order it returns them in.
            self.place_by_number(table, rows)?;
            return Ok(self);
        }
        let mut highest = None;
        for &row in rows {
            highest = highest.max(given_number(table, drafts[row])?);
        }
        advance_key(conn, table, highest).await?;
        self.place_by_key(table, drafts, rows)?;
        Ok(self)
    }

    /// Gives the records that came back last their places by the order of their generated keys.
    fn place_by_number(&mut self, table: &TableDef, rows: &[usize]) -> Result<()> {
        let start = self.places.len();
        let column = key_columns(table).next().ok_or_else(missing)?;
        let mut numbers = Vec::with_capacity(rows.len());
        for at in start..start + rows.len() {
            let Value::Int(key, _) = value_at(self.kept.record(at), column)? else {
                return Err(missing());
            };
            numbers.push(key);
        }
        self.places.extend(rows);
        if !numbers.is_sorted() {
            let mut order: Vec<usize> = (0..numbers.len()).collect();
            order.sort_by_key(|&at| numbers[at]);
            for (at, &row) in order.into_iter().zip(rows) {
                self.places[start + at] = row;
            }
        }
        Ok(())
    }

    /// Gives the records that came back last the places where their keys were given.
    fn place_by_key(
        &mut self,
        table: &TableDef,
        drafts: &[Filled<'_>],
        rows: &[usize],
    ) -> Result<()> {
        let mut places = HashMap::with_capacity(rows.len());
        for &row in rows {
            let key = table.primary_key.columns.iter();
            let key = key.map(|name| given_key(table, name, drafts[row])?.ok_or_else(missing));
            places.insert(key.collect::<Result<Vec<_>>>()?, row);
        }
        for _ in rows {
            let at = self.places.len();
            let key = key_columns(table).map(|column| value_at(self.kept.record(at), column));
            let key = key.collect::<Result<Vec<_>>>()?;
            self.places.push(places.get(&key).copied().ok_or_else(missing)?);
        }
        Ok(())
    }
}
