//! Related records as they arrive.

use crate::backend::Conn;
use crate::dialect::{Dialect, Statement};
use crate::error::Result;
use crate::model::insert::Keep;
use crate::model::load::keys::{KeyColumns, Owners, conditions};
use crate::model::{BoxFuture, Row, run};
use crate::query::Expr;
use crate::schema::TableDef;
use crate::value::Value;

/// Related records, each with the position of the record that it belongs to.
pub(super) struct Found<'k> {
    owners: Owners,
    key: KeyColumns,
    positions: Vec<usize>,
    kept: &'k mut dyn Keep,
}

/// What is searched.
pub(super) struct Search<'s> {
    /// The table of the related records.
    pub(super) table: &'static TableDef,
    /// The columns that equal the owners' keys.
    pub(super) columns: &'static [&'static str],
    /// The keys.
    pub(super) keys: Vec<Value>,
    /// Renders the statement for some of the keys.
    pub(super) statement: &'s (dyn Fn(Dialect, Expr) -> Statement + Sync),
}

impl<'k> Found<'k> {
    pub(super) fn new(owners: Owners, key: KeyColumns, kept: &'k mut dyn Keep) -> Self {
        let positions = Vec::with_capacity(owners.len());
        Self { owners, key, positions, kept }
    }

    /// Searches, and answers the owners of the records that were kept, in their order.
    ///
    /// Boxed, as what holds this future is generic: see [`terminal`](crate::model::terminal).
    pub(super) fn by<'a>(
        mut self,
        conn: &'a mut Conn,
        search: Search<'a>,
    ) -> BoxFuture<'a, Result<Vec<usize>>>
    where
        'k: 'a,
    {
        Box::pin(async move {
            for condition in conditions(conn.dialect(), search.columns, search.keys) {
                let statement = (search.statement)(conn.dialect(), condition);
                let mut take = |row: &Row<'_>| self.take(row);
                run::rows(conn, search.table, statement, &mut take).await?;
            }
            Ok(self.positions)
        })
    }

    /// Decodes a row once for each record that it belongs to.
    fn take(&mut self, row: &Row<'_>) -> Result<()> {
        let mut owner = self.owners.first(row, &self.key)?;
        while let Some(position) = owner {
            self.positions.push(position);
            self.kept.take(row)?;
            owner = self.owners.after(position);
        }
        Ok(())
    }
}
