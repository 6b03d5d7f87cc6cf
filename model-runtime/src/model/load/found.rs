//! Related records as they arrive.

use crate::error::Result;
use crate::model::load::keys::{KeyColumns, Owners};
use crate::model::{Model, Row};

/// Related records, each with the position of the record that it belongs to.
pub(super) struct Found<'o, T> {
    owners: &'o Owners,
    key: KeyColumns,
    positions: Vec<usize>,
    records: Vec<T>,
}

impl<'o, T: Model> Found<'o, T> {
    pub(super) fn new(owners: &'o Owners, key: KeyColumns) -> Self {
        let expected = owners.len();
        let positions = Vec::with_capacity(expected);
        Self { owners, key, positions, records: Vec::with_capacity(expected) }
    }

    /// Decodes a row once for each record that it belongs to.
    pub(super) fn take(&mut self, row: &Row<'_>) -> Result<()> {
        let mut owner = self.owners.first(row, &self.key)?;
        while let Some(position) = owner {
            self.positions.push(position);
            self.records.push(T::decode(row)?);
            owner = self.owners.after(position);
        }
        Ok(())
    }

    pub(super) fn into_parts(self) -> (Vec<usize>, Vec<T>) {
        (self.positions, self.records)
    }
}
