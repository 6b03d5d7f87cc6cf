//! Related records as they arrive.

use crate::backend::{Conn, Gather};
use crate::dialect::Statement;
use crate::error::Result;
use crate::model::insert::Records;
use crate::model::load::keys::{KeyColumns, Owners};
use crate::model::{BoxFuture, Model, Row, run};
use crate::schema::TableDef;
use crate::value::Source;

/// Related records that are searched, of whatever model.
pub(super) struct Search {
    /// The table that they are of.
    pub(super) table: &'static TableDef,
    /// The statements that find them.
    pub(super) statements: Vec<Statement>,
    /// The records that they belong to.
    pub(super) owners: Owners,
    /// Where the key of the owner stands in a row.
    pub(super) key: KeyColumns,
    /// Those that were found, and for each the position of the record that it belongs to.
    pub(super) found: Found,
}

/// Related records, and for each the position of the record that it belongs to.
pub(super) type Found = (Vec<usize>, Box<dyn Records>);

/// Room for at least as many records as they may belong to.
pub(super) fn empty<T: Model>(owners: usize) -> Found {
    (Vec::with_capacity(owners), Box::new(Vec::<T>::with_capacity(owners)))
}

impl Search {
    /// Runs the statements.
    ///
    /// Boxed, as what holds this future is generic: see [`terminal`](crate::model::terminal).
    pub(super) fn run(mut self, conn: &mut Conn) -> BoxFuture<'_, Result<Found>> {
        Box::pin(async move {
            for statement in std::mem::take(&mut self.statements) {
                let table = self.table;
                self = run::gather(conn, table, &statement, self).await?;
            }
            Ok(self.found)
        })
    }
}

impl Gather for Search {
    /// Decodes a row once for each record that it belongs to.
    fn gather(&mut self, row: &dyn Source) -> Result<()> {
        let row = Row::new(row);
        let (positions, records) = &mut self.found;
        let mut owner = self.owners.first(&row, &self.key)?;
        while let Some(position) = owner {
            positions.push(position);
            records.take(&row)?;
            owner = self.owners.after(position);
        }
        Ok(())
    }
}
