//! Related records as they arrive.

use crate::backend::Conn;
use crate::dialect::Statement;
use crate::error::Result;
use crate::model::insert::Records;
use crate::model::load::keys::{KeyColumns, Owners};
use crate::model::{BoxFuture, Row, run};
use crate::schema::TableDef;

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
    /// Those that were found.
    pub(super) records: Box<dyn Records>,
}

/// Related records, and for each the position of the record that it belongs to.
pub(super) type Found = (Vec<usize>, Box<dyn Records>);

impl Search {
    /// Runs the statements.
    ///
    /// Boxed, as what holds this future is generic: see [`terminal`](crate::model::terminal).
    pub(super) fn run(mut self, conn: &mut Conn) -> BoxFuture<'_, Result<Found>> {
        Box::pin(async move {
            let mut positions = Vec::with_capacity(self.owners.len());
            let table = self.table;
            for statement in std::mem::take(&mut self.statements) {
                let mut take = |row: &Row<'_>| self.take(row, &mut positions);
                run::rows(conn, table, statement, &mut take).await?;
            }
            Ok((positions, self.records))
        })
    }

    /// Decodes a row once for each record that it belongs to.
    fn take(&mut self, row: &Row<'_>, positions: &mut Vec<usize>) -> Result<()> {
        let mut owner = self.owners.first(row, &self.key)?;
        while let Some(position) = owner {
            positions.push(position);
            self.records.take(row)?;
            owner = self.owners.after(position);
        }
        Ok(())
    }
}
