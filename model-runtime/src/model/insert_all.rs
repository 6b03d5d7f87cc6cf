//! Storing many records: in batches, all or nothing, answered in the order in which they were given.

use std::collections::HashMap;
use std::ops::Range;

use crate::backend::{Args, ArrayColumn, Conn, Via};
use crate::dialect::{self, Dialect};
use crate::error::{Error, ErrorKind, Result};
use crate::model::bind::bind_checked;
use crate::model::blame::blame;
use crate::model::create::Create;
use crate::model::insert::{
    advance_key, bind_row, given_key, given_number, insert_keyed, key_is_generated, set_columns,
};
use crate::model::key::{ordinal, stored_key, value_at};
use crate::model::{Model, Row, Table};
use crate::query::{Insert, InsertRows};
use crate::schema::TableDef;
use crate::value::Value;

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
    store(via, &drafts).await.map_err(|error| blame(table, error))
}

fn missing() -> Error {
    Error::new(ErrorKind::Incomplete, "not all stored rows came back")
}

async fn store<C: Create>(via: Via<'_>, drafts: &[C]) -> Result<Vec<C::Model>> {
    let limits = Limits::of(&via);
    let returning = via.insert_returning();
    let groups = Group::of(C::Model::TABLE, drafts);
    let mut batches = groups.iter().flat_map(|group| Batches::of(group, limits, drafts));
    let Some(first) = batches.next().transpose()? else { return Ok(Vec::new()) };
    let mut conn = via.lease().await?;
    let mut text = Text::default();
    if returning && first.rows.len() == drafts.len() {
        // A single statement is all or nothing by itself.
        return run_batch(&mut conn, drafts, first, &mut text).await;
    }
    let mut stored = Stored::with_capacity(drafts.len());
    let mut tx = conn.begin().await?;
    let mut batch = Some(first);
    while let Some(current) = batch {
        let rows = current.rows;
        if returning {
            stored.add(rows, run_batch(tx.conn(), drafts, current, &mut text).await?);
        } else {
            for &row in rows {
                stored.add(&[row], [insert_keyed(tx.conn(), &drafts[row]).await?]);
            }
        }
        batch = batches.next().transpose()?;
    }
    tx.commit().await?;
    Ok(stored.in_order())
}

/// Stored records, each with its place among the given ones.
struct Stored<M> {
    rows: Vec<usize>,
    records: Vec<M>,
}

impl<M> Stored<M> {
    fn with_capacity(count: usize) -> Self {
        Self { rows: Vec::with_capacity(count), records: Vec::with_capacity(count) }
    }

    fn add(&mut self, rows: &[usize], records: impl IntoIterator<Item = M>) {
        self.rows.extend(rows);
        self.records.extend(records);
    }

    /// Brings the records into the order in which they were given.
    fn in_order(self) -> Vec<M> {
        if self.rows.is_sorted() {
            return self.records;
        }
        let mut placed: Vec<_> = self.rows.into_iter().zip(self.records).collect();
        placed.sort_by_key(|(row, _)| *row);
        placed.into_iter().map(|(_, record)| record).collect()
    }
}

/// The text of the statement before, which most often is that of the next one as well.
#[derive(Default)]
struct Text(Option<(Vec<usize>, InsertRows, String)>);

impl Text {
    fn of(&mut self, dialect: Dialect, insert: &Insert<'_>) -> Result<String> {
        if let Some((columns, rows, sql)) = &self.0
            && (columns.as_slice(), *rows) == (insert.columns, insert.rows)
        {
            return Ok(sql.clone());
        }
        let (sql, _) = dialect::insert(dialect, insert).into_parts()?;
        self.0 = Some((insert.columns.to_vec(), insert.rows, sql.clone()));
        Ok(sql)
    }
}

/// How much one statement may carry.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    pub(super) dialect: Dialect,
    max_bytes: usize,
    packet: Option<usize>,
}

impl Limits {
    pub(super) fn of(via: &Via<'_>) -> Self {
        let packet = via.max_packet();
        // Half of the packet leaves room for the text and the framing.
        let max_bytes = packet.map_or(MAX_BYTES, |packet| packet / 2);
        Self { dialect: via.dialect(), max_bytes, packet }
    }

    /// The limits of a server that tells none.
    pub(super) fn of_dialect(dialect: Dialect) -> Self {
        Self { dialect, max_bytes: MAX_BYTES, packet: None }
    }

    fn rows(&self, columns: usize) -> usize {
        let capabilities = self.dialect.capabilities();
        match columns {
            0 => 1,
            _ if capabilities.insert_arrays => ROWS_PER_ARRAY,
            _ => (capabilities.max_binds / columns).clamp(1, capabilities.insert_rows),
        }
    }
}

/// Records that set the same columns.
pub(super) struct Group {
    columns: Vec<usize>,
    rows: Vec<usize>,
}

impl Group {
    /// Sorts the records into groups, in the order of each group's first record.
    pub(super) fn of<C: Create>(table: &TableDef, drafts: &[C]) -> Vec<Self> {
        let mut groups: Vec<Self> = Vec::new();
        for (row, draft) in drafts.iter().enumerate() {
            match groups.iter_mut().find(|group| group.holds(table, draft)) {
                Some(group) => group.rows.push(row),
                None => groups.push(Self { columns: set_columns(table, draft), rows: vec![row] }),
            }
        }
        groups
    }

    /// Tells whether a record sets the columns of this group and no others.
    fn holds(&self, table: &TableDef, draft: &impl Create) -> bool {
        let mut columns = self.columns.iter().copied().peekable();
        (0..table.columns.len())
            .all(|at| draft.column(at).is_some() == columns.next_if_eq(&at).is_some())
    }
}

/// One statement's worth of records, bound.
pub(super) struct Batch<'g> {
    pub(super) columns: &'g [usize],
    pub(super) rows: &'g [usize],
    pub(super) shape: InsertRows,
    args: Args,
}

/// Cuts a group into batches.
pub(super) struct Batches<'g, C> {
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
    pub(super) fn of(group: &'g Group, limits: Limits, drafts: &'g [C]) -> Self {
        Self { group, limits, drafts, next: 0 }
    }

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

/// Stores one batch and answers its records in the order of its rows.
async fn run_batch<C: Create>(
    conn: &mut Conn,
    drafts: &[C],
    batch: Batch<'_>,
    text: &mut Text,
) -> Result<Vec<C::Model>> {
    let table = C::Model::TABLE;
    let Batch { columns, rows, shape, args } = batch;
    let insert = Insert { table, columns, rows: shape, returning: true };
    let sql = text.of(conn.dialect(), &insert)?;
    let mut returned = Vec::with_capacity(rows.len());
    conn.run(sql, args, &mut |source| {
        returned.push(C::Model::decode(&Row::new(source))?);
        Ok(())
    })
    .await?;
    if returned.len() != rows.len() {
        return Err(missing());
    }
    if key_is_generated(table, columns) {
        // A database counts up in the order of the rows, whatever order it returns them in.
        sort_by_key(&mut returned)?;
        return Ok(returned);
    }
    let mut highest = None;
    for &row in rows {
        highest = highest.max(given_number(table, &drafts[row])?);
    }
    advance_key(conn, table, highest).await?;
    place_by_key(drafts, rows, returned)
}

fn sort_by_key<M: Model>(records: &mut Vec<M>) -> Result<()> {
    let key = M::PRIMARY_KEY.columns.first().map(|name| ordinal::<M>(name)).ok_or_else(missing)?;
    let number = |record: &M| match value_at(record, key)? {
        Value::Int(key, _) => Ok(key),
        _ => Err(missing()),
    };
    let keys = records.iter().map(number).collect::<Result<Vec<i64>>>()?;
    if !keys.is_sorted() {
        let mut keyed: Vec<_> = keys.into_iter().zip(records.drain(..)).collect();
        keyed.sort_by_key(|(key, _)| *key);
        records.extend(keyed.into_iter().map(|(_, record)| record));
    }
    Ok(())
}

/// Puts each returned record where the record with its key was given.
fn place_by_key<C: Create>(
    drafts: &[C],
    rows: &[usize],
    returned: Vec<C::Model>,
) -> Result<Vec<C::Model>> {
    let table = C::Model::TABLE;
    let mut places = HashMap::with_capacity(rows.len());
    for &row in rows {
        let key = table.primary_key.columns.iter();
        let key = key.map(|name| given_key(table, name, &drafts[row])?.ok_or_else(missing));
        places.insert(key.collect::<Result<Vec<_>>>()?, row);
    }
    let mut stored = Stored::with_capacity(rows.len());
    for record in returned {
        let row = places.get(&stored_key(&record)?).copied().ok_or_else(missing)?;
        stored.add(&[row], [record]);
    }
    Ok(stored.in_order())
}
