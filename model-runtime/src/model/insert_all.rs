//! Storing many records: in batches, all or nothing, answered in the order in which they were given.

use std::collections::HashMap;
use std::ops::Range;

use crate::backend::{Args, ArrayColumn, Conn, Via};
use crate::dialect;
use crate::error::{Error, ErrorKind, Result};
use crate::model::bind::bind_checked;
use crate::model::blame::blame;
use crate::model::create::Create;
use crate::model::insert::{
    advance_key, bind_row, given_key, given_number, insert_keyed, key_is_generated, set_columns,
};
use crate::model::key::stored_key;
use crate::model::{Model, Row, Table};
use crate::query::{Insert, InsertRows};
use crate::schema::TableDef;
use crate::value::Value;

/// Rows of one statement where they come as lists of values. Beyond some hundreds nothing is won,
/// and a fixed number keeps the statement's text the same, so that it is prepared once.
const ROWS_PER_LIST: usize = 500;
/// Rows of one statement where they come as arrays: its text is the same for every number.
const ROWS_PER_ARRAY: usize = 20_000;
/// The most bytes of values in one statement where the server does not tell its limit.
const MAX_BYTES: usize = 16 << 20;

/// Stores the records; see [`Model::insert_all`].
pub(crate) async fn insert_all<C: Create>(
    via: Via<'_>,
    mut drafts: Vec<C>,
) -> Result<Vec<C::Model>> {
    drafts.iter_mut().for_each(C::generate);
    let table = C::Model::TABLE;
    let stored = store(via, &drafts).await.map_err(|error| blame(table, error))?;
    let records: Vec<_> = stored.into_iter().flatten().collect();
    if records.len() == drafts.len() { Ok(records) } else { Err(blame(table, missing())) }
}

fn missing() -> Error {
    Error::new(ErrorKind::Incomplete, "not all stored rows came back")
}

async fn store<C: Create>(via: Via<'_>, drafts: &[C]) -> Result<Vec<Option<C::Model>>> {
    let mut stored: Vec<_> = drafts.iter().map(|_| None).collect();
    let limits = Limits::of(&via);
    let returning = via.insert_returning();
    let groups = Group::of(C::Model::TABLE, drafts);
    let mut batches = groups.iter().flat_map(|group| Batches { group, limits, drafts, next: 0 });
    let Some(first) = batches.next().transpose()? else { return Ok(stored) };
    let mut conn = via.lease().await?;
    if returning && first.rows.len() == drafts.len() {
        // A single statement is all or nothing by itself.
        run_batch(&mut conn, drafts, first, &mut stored).await?;
        return Ok(stored);
    }
    let mut tx = conn.begin().await?;
    let mut batch = Some(first);
    while let Some(current) = batch {
        if returning {
            run_batch(tx.conn(), drafts, current, &mut stored).await?;
        } else {
            for &position in current.rows {
                stored[position] = Some(insert_keyed(tx.conn(), &drafts[position]).await?);
            }
        }
        batch = batches.next().transpose()?;
    }
    tx.commit().await?;
    Ok(stored)
}

/// How much one statement may carry.
#[derive(Clone, Copy)]
struct Limits {
    dialect: dialect::Dialect,
    max_bytes: usize,
    packet: Option<usize>,
}

impl Limits {
    fn of(via: &Via<'_>) -> Self {
        let packet = via.max_packet();
        // Half of the packet leaves room for the text and the framing.
        let max_bytes = packet.map_or(MAX_BYTES, |packet| packet / 2);
        Self { dialect: via.dialect(), max_bytes, packet }
    }

    fn rows(&self, columns: usize) -> usize {
        let capabilities = self.dialect.capabilities();
        match columns {
            0 => 1,
            _ if capabilities.insert_arrays => ROWS_PER_ARRAY,
            _ => (capabilities.max_binds / columns).clamp(1, ROWS_PER_LIST),
        }
    }
}

/// Records that set the same columns.
struct Group {
    columns: Vec<usize>,
    rows: Vec<usize>,
}

impl Group {
    /// Sorts the records into groups, in the order of each group's first record.
    fn of<C: Create>(table: &TableDef, drafts: &[C]) -> Vec<Self> {
        let mut groups: Vec<Self> = Vec::new();
        for (row, draft) in drafts.iter().enumerate() {
            let set = |&ordinal: &usize| draft.column(ordinal).is_some();
            let same = |group: &&mut Self| {
                group.columns.iter().all(set)
                    && (0..table.columns.len()).filter(set).count() == group.columns.len()
            };
            match groups.iter_mut().find(same) {
                Some(group) => group.rows.push(row),
                None => groups.push(Self { columns: set_columns(table, draft), rows: vec![row] }),
            }
        }
        groups
    }
}

/// One statement's worth of records, bound.
struct Batch<'g> {
    columns: &'g [usize],
    rows: &'g [usize],
    shape: InsertRows,
    args: Args,
}

/// Cuts a group into batches.
struct Batches<'g, C> {
    group: &'g Group,
    limits: Limits,
    drafts: &'g [C],
    next: usize,
}

impl<'g, C: Create> Iterator for Batches<'g, C> {
    type Item = Result<Batch<'g>>;

    fn next(&mut self) -> Option<Self::Item> {
        let Self { group, limits, .. } = *self;
        if self.next == group.rows.len() {
            return None;
        }
        let most = self.next + limits.rows(group.columns.len());
        let range = self.next..most.min(group.rows.len());
        let bound = if limits.dialect.capabilities().insert_arrays && !group.columns.is_empty() {
            self.bind_arrays(range)
        } else {
            self.bind_lists(range)
        };
        Some(bound.inspect(|batch| self.next += batch.rows.len()))
    }
}

impl<'g, C: Create> Batches<'g, C> {
    fn bind_lists(&self, range: Range<usize>) -> Result<Batch<'g>> {
        let table = C::Model::TABLE;
        let Group { columns, rows } = self.group;
        let mut args = Args::new(self.limits.dialect, columns.len() * range.len());
        let mut end = range.start;
        while end < range.end && args.weight() < self.limits.max_bytes {
            bind_row(table, columns, &self.drafts[rows[end]], &mut args)?;
            end += 1;
        }
        if self.limits.packet.is_some_and(|packet| args.weight() >= packet)
            && end == range.start + 1
        {
            let message = "the row is larger than the server's `max_allowed_packet`";
            return Err(Error::new(ErrorKind::TooLong, message));
        }
        let rows = &rows[range.start..end];
        Ok(Batch { columns, rows, shape: InsertRows::Values(rows.len()), args })
    }

    fn bind_arrays(&self, range: Range<usize>) -> Result<Batch<'g>> {
        let table = C::Model::TABLE;
        let Group { columns, rows } = self.group;
        let rows = &rows[range];
        let mut args = Args::new(self.limits.dialect, columns.len());
        for &ordinal in columns {
            let column = &table.columns[ordinal];
            let mut array = ArrayColumn::new(rows.len());
            for &row in rows {
                if let Some(value) = self.drafts[row].column(ordinal) {
                    bind_checked(column, value, &mut array)?;
                }
            }
            args.push_array(array, column.ty)?;
        }
        Ok(Batch { columns, rows, shape: InsertRows::Arrays, args })
    }
}

async fn run_batch<C: Create>(
    conn: &mut Conn,
    drafts: &[C],
    batch: Batch<'_>,
    stored: &mut [Option<C::Model>],
) -> Result<()> {
    let table = C::Model::TABLE;
    let Batch { columns, rows, shape, args } = batch;
    let insert = Insert { table, columns, rows: shape, returning: true };
    let (sql, _) = dialect::insert(conn.dialect(), &insert).into_parts()?;
    let mut returned = Vec::with_capacity(rows.len());
    conn.run(sql, args, &mut |source| {
        returned.push(C::Model::decode(&Row::new(source))?);
        Ok(())
    })
    .await?;
    if returned.len() != rows.len() {
        return Err(missing());
    }
    let mut highest = None;
    for &row in rows {
        highest = highest.max(given_number(table, &drafts[row])?);
    }
    advance_key(conn, table, highest).await?;
    if key_is_generated(table, columns) {
        // A database counts up in the order of the rows, whatever order it returns them in.
        sort_by_key(&mut returned)?;
        for (&row, record) in rows.iter().zip(returned) {
            stored[row] = Some(record);
        }
        return Ok(());
    }
    place_by_key(drafts, rows, returned, stored)
}

fn sort_by_key<M: Model>(records: &mut Vec<M>) -> Result<()> {
    let mut keyed = Vec::with_capacity(records.len());
    for record in records.drain(..) {
        let key = match stored_key(&record)?.first() {
            Some(Value::Int(key, _)) => *key,
            _ => return Err(missing()),
        };
        keyed.push((key, record));
    }
    keyed.sort_by_key(|(key, _)| *key);
    records.extend(keyed.into_iter().map(|(_, record)| record));
    Ok(())
}

/// Puts each returned record where the record with its key was given.
fn place_by_key<C: Create>(
    drafts: &[C],
    rows: &[usize],
    returned: Vec<C::Model>,
    stored: &mut [Option<C::Model>],
) -> Result<()> {
    let table = C::Model::TABLE;
    let mut places = HashMap::with_capacity(rows.len());
    for &row in rows {
        let key = table.primary_key.columns.iter();
        let key = key.map(|name| given_key(table, name, &drafts[row])?.ok_or_else(missing));
        places.insert(key.collect::<Result<Vec<_>>>()?, row);
    }
    for record in returned {
        let row = places.get(&stored_key(&record)?).copied().ok_or_else(missing)?;
        stored[row] = Some(record);
    }
    Ok(())
}
