//! Storing many records: in batches, all or nothing, answered in the order in which they were given.

use std::any::Any;
use std::collections::HashMap;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use crate::backend::{Conn, Via};
use crate::dialect;
use crate::error::{Error, ErrorKind, Result};
use crate::model::batch::{Batch, Batches, Group, Limits, Rows};
use crate::model::blame::blame;
use crate::model::draft::{Draft, Filled};
use crate::model::insert::{
    Keep, Records, Returned, advance_key, given_key, given_number, insert_keyed, key_columns,
    key_is_generated, typed,
};
use crate::model::nest::Node;
use crate::model::unit::Kind;
use crate::model::{BoxFuture, Model, graph};
use crate::query::Insert;
use crate::schema::TableDef;
use crate::value::Value;

/// Stores the records; see [`Model::insert_all`].
pub(crate) fn insert_all<'e, M: Model>(
    via: Via<'e>,
    drafts: Vec<Draft>,
) -> BoxFuture<'e, Result<Vec<M>>> {
    let stored = insert_drafts(via, Kind::of::<M>(), drafts, Box::new(Vec::<M>::new()));
    Box::pin(async move {
        let (places, records) = stored.await?;
        Ok(in_order(places, typed(records)?))
    })
}

/// What took the stored records, and their places among what was given: none if they are in order.
type Placed<K> = (Vec<usize>, Box<K>);

/// Stores drafts of one model.
fn insert_drafts<'e>(
    via: Via<'e>,
    kind: Kind,
    drafts: Vec<Draft>,
    mut stored: Box<dyn Records>,
) -> BoxFuture<'e, Result<Placed<dyn Any>>> {
    Box::pin(async move {
        if !drafts.iter().all(Draft::is_alone) {
            let roots = drafts.into_iter().map(|draft| Node { kind, draft: Box::new(draft) });
            graph::insert(via, roots.collect(), &mut *stored).await?;
            return Ok((Vec::new(), stored as Box<dyn Any>));
        }
        let drafts: Vec<Filled<'_>> = drafts.iter().map(Filled::from).collect();
        let rows = Rows { table: kind.table, drafts: &drafts };
        let stored = store(via, rows, stored).await;
        let (places, stored) = stored.map_err(|error| blame(kind.table, error))?;
        Ok((places, stored))
    })
}

fn missing() -> Error {
    Error::new(ErrorKind::Incomplete, "not all stored rows came back")
}

/// Stores records in a transaction of their own, or in one statement. Answers for each record that came
/// back its place among the given ones.
fn store<'a>(
    via: Via<'a>,
    rows: Rows<'a>,
    kept: Box<dyn Keep>,
) -> BoxFuture<'a, Result<Placed<dyn Keep>>> {
    Box::pin(async move {
        let limits = Limits::of(&via);
        let returning = via.insert_returning();
        let groups = Group::of(rows);
        let mut batches = groups.iter().flat_map(|group| Batches::of(group, limits, rows));
        let Some(first) = batches.next().transpose()? else { return Ok((Vec::new(), kept)) };
        let mut conn = via.lease().await?;
        let stored = Stored::new(kept, rows.drafts.len());
        if returning && first.rows.len() == rows.drafts.len() {
            // A single statement is all or nothing by itself.
            return Ok(stored.run_batch(&mut conn, rows, first).await?.placed());
        }
        let mut tx = conn.begin().await?;
        let stored = stored.run_all(tx.conn(), rows, first, batches, returning).await?;
        tx.commit().await?;
        Ok(stored.placed())
    })
}

/// Stores records in the transaction that is under way; answers as [`store`].
pub(crate) async fn store_within(
    conn: &mut Conn,
    rows: Rows<'_>,
    kept: Box<dyn Keep>,
) -> Result<Placed<dyn Keep>> {
    let limits = Limits::new(conn.dialect(), conn.db().max_packet());
    let returning = conn.db().insert_returning();
    let groups = Group::of(rows);
    let mut batches = groups.iter().flat_map(|group| Batches::of(group, limits, rows));
    let mut stored = Stored::new(kept, rows.drafts.len());
    if let Some(first) = batches.next().transpose()? {
        stored = stored.run_all(conn, rows, first, batches, returning).await?;
    }
    Ok(stored.placed())
}

/// Brings records into the order in which they were given.
pub(crate) fn in_order<R>(places: Vec<usize>, records: Vec<R>) -> Vec<R> {
    if places.is_sorted() {
        return records;
    }
    let mut placed: Vec<_> = places.into_iter().zip(records).collect();
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, record)| record).collect()
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
    kept: Box<dyn Keep>,
    places: Vec<usize>,
}

impl Stored {
    fn new(kept: Box<dyn Keep>, count: usize) -> Self {
        Self { kept, places: Vec::with_capacity(count) }
    }

    fn placed(self) -> Placed<dyn Keep> {
        (self.places, self.kept)
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
    async fn run_batch(
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
        let number = |at: usize| match self.kept.value(at, column)? {
            Value::Int(key, _) => Ok(key),
            _ => Err(missing()),
        };
        let numbers = (start..start + rows.len()).map(number).collect::<Result<Vec<i64>>>()?;
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
            let key = key_columns(table).map(|column| self.kept.value(at, column));
            let key = key.collect::<Result<Vec<_>>>()?;
            self.places.push(places.get(&key).copied().ok_or_else(missing)?);
        }
        Ok(())
    }
}
