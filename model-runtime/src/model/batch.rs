//! Cutting many records into statements, within what a database takes at once.

use std::ops::Range;

use crate::backend::{Args, ArrayColumn, Via};
use crate::dialect::Dialect;
use crate::error::{Error, ErrorKind, Result};
use crate::model::bind::bind_checked;
use crate::model::draft::Filled;
use crate::model::insert::{bind_row, set_columns};
use crate::query::InsertRows;
use crate::schema::TableDef;

/// Rows of one statement where they come as arrays: its text is the same for every number.
const ROWS_PER_ARRAY: usize = 20_000;
/// The most bytes of values in one statement where the server does not tell its limit.
const MAX_BYTES: usize = 16 << 20;

/// Records to store in one table.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'d> {
    pub(crate) table: &'static TableDef,
    pub(crate) drafts: &'d [Filled<'d>],
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
        Self::new(via.dialect(), via.max_packet())
    }

    pub(super) fn new(dialect: Dialect, packet: Option<usize>) -> Self {
        // Half of the packet leaves room for the text and the framing.
        let max_bytes = packet.map_or(MAX_BYTES, |packet| packet / 2);
        Self { dialect, max_bytes, packet }
    }

    /// The limits of a server that tells none.
    pub(super) fn of_dialect(dialect: Dialect) -> Self {
        Self { dialect, max_bytes: MAX_BYTES, packet: None }
    }

    fn rows(&self, columns: usize, total: usize) -> usize {
        let capabilities = self.dialect.capabilities();
        match columns {
            0 => 1,
            _ if capabilities.insert_arrays => ROWS_PER_ARRAY,
            _ => capabilities.rows_of_insert(columns, total),
        }
    }
}

/// Records that set the same columns.
pub(super) struct Group {
    /// Whether each column of the table is set.
    sets: Vec<bool>,
    columns: Vec<usize>,
    rows: Vec<usize>,
}

impl Group {
    /// Sorts the records into groups, in the order of each group's first record.
    pub(super) fn of(rows: Rows<'_>) -> Vec<Self> {
        let mut groups: Vec<Self> = Vec::new();
        for (row, &draft) in rows.drafts.iter().enumerate() {
            match groups.iter_mut().find(|group| group.holds(draft)) {
                Some(group) => group.rows.push(row),
                None => groups.push(Self::new(rows.table, row, draft)),
            }
        }
        groups
    }

    fn new(table: &TableDef, row: usize, draft: Filled<'_>) -> Self {
        let sets = (0..table.columns.len()).map(|ordinal| draft.sets(ordinal)).collect();
        Self { sets, columns: set_columns(table, draft), rows: vec![row] }
    }

    /// Tells whether a record sets the columns of this group and no others.
    fn holds(&self, draft: Filled<'_>) -> bool {
        self.sets.iter().enumerate().all(|(ordinal, set)| draft.sets(ordinal) == *set)
    }
}

/// One statement's worth of records, bound.
pub(super) struct Batch<'g> {
    pub(super) columns: &'g [usize],
    pub(super) rows: &'g [usize],
    pub(super) shape: InsertRows,
    pub(super) args: Args,
}

/// Cuts a group into batches.
pub(super) struct Batches<'g> {
    group: &'g Group,
    limits: Limits,
    rows: Rows<'g>,
    next: usize,
}

impl<'g> Iterator for Batches<'g> {
    type Item = Result<Batch<'g>>;

    fn next(&mut self) -> Option<Self::Item> {
        let Self { group, limits, .. } = *self;
        if self.next == group.rows.len() {
            return None;
        }
        let most = self.next + limits.rows(group.columns.len(), group.rows.len());
        let range = self.next..most.min(group.rows.len());
        let bound = if limits.dialect.capabilities().insert_arrays && !group.columns.is_empty() {
            self.bind_arrays(range)
        } else {
            self.bind_lists(range)
        };
        Some(bound.inspect(|batch| self.next += batch.rows.len()))
    }
}

impl<'g> Batches<'g> {
    pub(super) fn of(group: &'g Group, limits: Limits, rows: Rows<'g>) -> Self {
        Self { group, limits, rows, next: 0 }
    }

    fn bind_lists(&self, range: Range<usize>) -> Result<Batch<'g>> {
        let Rows { table, drafts } = self.rows;
        let Group { columns, rows, .. } = self.group;
        let mut args = Args::new(self.limits.dialect, columns.len() * range.len());
        let mut end = range.start;
        while end < range.end && args.weight() < self.limits.max_bytes {
            bind_row(table, columns, drafts[rows[end]], &mut args)?;
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
        let Rows { table, drafts } = self.rows;
        let Group { columns, rows, .. } = self.group;
        let rows = &rows[range];
        let mut args = Args::new(self.limits.dialect, columns.len());
        for &ordinal in columns {
            let column = &table.columns[ordinal];
            let mut array = ArrayColumn::new(rows.len());
            for &row in rows {
                if let Some(value) = drafts[row].column(ordinal) {
                    bind_checked(column, &value, &mut array)?;
                }
            }
            args.push_array(array, column.ty)?;
        }
        Ok(Batch { columns, rows, shape: InsertRows::Arrays, args })
    }
}
