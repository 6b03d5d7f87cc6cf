//! What storing many records sends, as text: to be read, or to be explained.

use crate::backend::Via;
use crate::dialect::{self, Dialect, Statement};
use crate::error::Result;
use crate::model::batch::{Batch, Batches, Group, Limits, Rows};
use crate::model::bind::bind_checked;
use crate::model::blame::blame;
use crate::model::drafts::Drafts;
use crate::model::{BoxFuture, run};
use crate::query::{Insert, InsertRows};
use crate::schema::TableDef;
use crate::value::Value;

/// Renders the INSERTs of many records; see [`Model::insert_all_to_sql`](crate::Model::insert_all_to_sql).
pub(crate) fn insert_all_to_sql(
    dialect: Dialect,
    table: &'static TableDef,
    drafts: &Drafts,
) -> Vec<Statement> {
    render(Limits::of_dialect(dialect), table, drafts)
}

/// Asks how the database would store many records.
pub(crate) fn explain_insert_all<'e>(
    via: Via<'e>,
    table: &'static TableDef,
    drafts: &Drafts,
) -> BoxFuture<'e, Result<String>> {
    let statements = render(Limits::of(&via), table, drafts);
    Box::pin(run::explain_all(via, table, statements))
}

fn render(limits: Limits, table: &'static TableDef, drafts: &Drafts) -> Vec<Statement> {
    let drafts = drafts.rows();
    let rows = Rows { table, drafts: &drafts };
    let groups = Group::of(rows);
    let batches = groups.iter().flat_map(|group| Batches::of(group, limits, rows));
    let statements = batches.map(|batch| render_batch(limits.dialect, rows, &batch?));
    let statements: Result<Vec<_>> = statements.collect();
    statements.unwrap_or_else(|error| vec![Statement::refused(blame(table, error))])
}

/// Renders one statement with its values, which the batch itself holds in the driver's form only.
fn render_batch(dialect: Dialect, rows: Rows<'_>, batch: &Batch<'_>) -> Result<Statement> {
    let Rows { table, drafts } = rows;
    let columns = batch.columns;
    let returning = dialect.capabilities().insert_returning;
    let insert = Insert { table, columns, rows: batch.shape, returning };
    let mut statement = dialect::insert(dialect, &insert);
    if let Some(error) = statement.refusal() {
        return Err(error.clone());
    }
    let value = |row: usize, ordinal: usize| {
        let value = drafts[row].column(ordinal);
        value.map(|value| Value::capture(|to| bind_checked(&table.columns[ordinal], &value, to)))
    };
    if batch.shape == InsertRows::Arrays {
        for &ordinal in columns {
            let values = batch.rows.iter().filter_map(|&row| value(row, ordinal));
            let values = values.collect::<Result<Vec<_>>>()?;
            statement.push(Ok(Value::Array(values, table.columns[ordinal].ty)));
        }
    } else {
        for &row in batch.rows {
            for value in columns.iter().filter_map(|&ordinal| value(row, ordinal)) {
                statement.push(Ok(value?));
            }
        }
    }
    Ok(statement)
}
