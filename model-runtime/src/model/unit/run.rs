//! Runs a plan: each step in as few statements as its rows allow, all in one transaction.

use std::any::Any;

use crate::backend::{Conn, Via};
use crate::error::{Error, ErrorKind, Result};
use crate::model::batch::Rows;
use crate::model::blame::{blame, blame_delete};
use crate::model::draft::Filled;
use crate::model::insert_all::store_within;
use crate::model::key::Values;
use crate::model::load::{Level, arrange};
use crate::model::parent::Known;
use crate::model::unit::order::{Plan, Stage, Step, order};
use crate::model::unit::update::{self, Assignments};
use crate::model::unit::{Act, Cells, Change, Kind, Link, Record, kind, position};
use crate::model::{BoxFuture, Row};
use crate::schema::TableDef;
use crate::value::Value;

/// What was written, by the changes' positions.
pub(crate) struct Outcome {
    /// The stored record of each insert.
    pub(crate) records: Vec<Option<Box<dyn Record>>>,
    /// The columns of each update that took their values from other rows.
    pub(crate) linked: Vec<Vec<(usize, Value)>>,
}

/// Writes the changes in an order that the database accepts: all of them or none.
///
/// # Errors
///
/// `InvalidReference` or `Unsupported` for circles, before anything is sent; `NotFound` for a row that
/// is gone; what the database refuses.
pub(crate) fn run<'a>(via: Via<'a>, changes: &'a [Change<'_>]) -> BoxFuture<'a, Result<Outcome>> {
    Box::pin(write(via, changes))
}

async fn write(via: Via<'_>, changes: &[Change<'_>]) -> Result<Outcome> {
    let plan = order(changes)?;
    let mut conn = via.lease().await?;
    let mut tx = conn.begin().await?;
    let records = changes.iter().map(|_| None).collect();
    let linked = changes.iter().map(|_| Vec::new()).collect();
    let mut run = Run { changes, plan: &plan, outcome: Outcome { records, linked } };
    for step in &plan.steps {
        let Some(table) = step.changes.first().map(|&change| changes[change].table()) else {
            continue;
        };
        match step.stage {
            Stage::Insert => {
                run.insert(tx.conn(), step).await.map_err(|error| blame(table, error))?;
            }
            Stage::Early | Stage::Update | Stage::Late => {
                run.update(tx.conn(), step).await.map_err(|error| blame(table, error))?;
            }
            Stage::Delete => {
                let done = run.delete(tx.conn(), step, table).await;
                done.map_err(|error| blame_delete(table, error))?;
            }
        }
    }
    tx.commit().await?;
    Ok(run.outcome)
}

struct Run<'r, 's> {
    changes: &'r [Change<'s>],
    plan: &'r Plan,
    outcome: Outcome,
}

impl Run<'_, '_> {
    /// Stores the rows of a step.
    async fn insert(&mut self, conn: &mut Conn, step: &Step) -> Result<()> {
        let mut filled = Vec::with_capacity(step.changes.len());
        for &at in &step.changes {
            let Act::Insert(draft) = self.changes[at].act else { continue };
            let given = self.main_values(at)?.into_iter();
            filled.push((draft, given.map(|(at, value)| (at, Known::Value(value))).collect()));
        }
        let drafts = filled.iter().map(|(draft, given): &(_, Vec<_>)| Filled::new(draft, given));
        let drafts: Vec<Filled<'_>> = drafts.collect();
        let Some(&Change { kind, .. }) = step.changes.first().map(|&at| &self.changes[at]) else {
            return Ok(());
        };
        let kept = Kept { kind, records: Vec::with_capacity(drafts.len()) };
        let rows = Rows { table: kind.table, drafts: &drafts };
        let kept: Box<dyn Any> = store_within(conn, rows, Box::new(kept)).await?;
        let kept = kept.downcast::<Kept>().map_err(|_| missing())?;
        for (&at, record) in step.changes.iter().zip(kept.records) {
            self.outcome.records[at] = Some(record);
        }
        Ok(())
    }

    /// Deletes the rows of a step.
    async fn delete(&self, conn: &mut Conn, step: &Step, table: &'static TableDef) -> Result<()> {
        let mut keys = Vec::with_capacity(step.changes.len());
        for &at in &step.changes {
            keys.extend(self.stored_key(at)?);
        }
        update::delete(conn, table, keys).await
    }

    /// Changes the rows of a step.
    async fn update(&mut self, conn: &mut Conn, step: &Step) -> Result<()> {
        let mut assignments = Assignments::default();
        for &at in &step.changes {
            let set = match step.stage {
                Stage::Early => self.nulls(at, self.plan.early.get(&at)),
                Stage::Late => self.late_values(at)?,
                _ => self.main_values(at)?,
            };
            let Some(key) = self.stored_key(at)? else { continue };
            assignments.add(at, key, set);
        }
        let Some(&first) = step.changes.first() else { return Ok(()) };
        assignments.run(conn, self.changes[first].table()).await?;
        for (at, set) in assignments.by_row() {
            self.keep(at, step.stage, set)?;
        }
        Ok(())
    }

    /// Keeps what an update has set that the record in hand does not know.
    fn keep(&mut self, at: usize, stage: Stage, set: &[(usize, Value)]) -> Result<()> {
        match &mut self.outcome.records[at] {
            Some(record) => {
                for &(column, _) in set {
                    record.column_mut(column).read(&Cells(set), column)?;
                }
            }
            None if stage == Stage::Early => {}
            None => {
                let links = &self.changes[at].links;
                let is_link = |column| links.iter().any(|link| link.column == column);
                let linked = set.iter().filter(|(column, value)| {
                    // NULL stands for a value that comes late.
                    is_link(*column) && !value.is_null()
                });
                self.outcome.linked[at].extend(linked.cloned());
            }
        }
        Ok(())
    }

    /// The values of the main stage: NULL in place of those that come late.
    fn main_values(&self, at: usize) -> Result<Vec<(usize, Value)>> {
        let late = self.plan.late.get(&at);
        let is_late = |column: &usize| late.is_some_and(|late| late.contains(column));
        let change = &self.changes[at];
        let given = change.given.iter().filter(|(column, _)| !is_late(column)).cloned();
        let mut values: Vec<_> = given.collect();
        for link in change.links.iter().filter(|link| !is_late(&link.column)) {
            put(&mut values, link.column, self.resolve(link)?)?;
        }
        values.extend(self.nulls(at, late));
        Ok(values)
    }

    fn late_values(&self, at: usize) -> Result<Vec<(usize, Value)>> {
        let change = &self.changes[at];
        let mut values = Vec::new();
        for &column in self.plan.late.get(&at).into_iter().flatten() {
            match change.links.iter().find(|link| link.column == column) {
                Some(link) => put(&mut values, column, self.resolve(link)?)?,
                None => values.extend(change.new_value(column).map(|value| (column, value))),
            }
        }
        Ok(values)
    }

    fn nulls(&self, at: usize, columns: Option<&Vec<usize>>) -> Vec<(usize, Value)> {
        let table = self.changes[at].table();
        let columns = columns.into_iter().flatten();
        columns.map(|&column| (column, Value::Null(table.columns[column].ty))).collect()
    }

    /// The value of a column of another row, which is stored by now.
    fn resolve(&self, link: &Link) -> Result<Value> {
        let of = &self.changes[link.of];
        let value = match &self.outcome.records[link.of] {
            Some(record) => {
                kind::value(&of.table().columns[link.of_column], record.field_at(link.of_column))
                    .map(Some)?
            }
            None => of.new_value(link.of_column),
        };
        value.ok_or_else(|| Error::new(ErrorKind::Incomplete, "a parent was not stored in time"))
    }

    /// The primary key of a row as it is stored.
    fn stored_key(&self, at: usize) -> Result<Option<Vec<Value>>> {
        let change = &self.changes[at];
        let table = change.table();
        let key = table.primary_key.columns.iter().filter_map(|name| position(table, name));
        key.map(|column| match &self.outcome.records[at] {
            Some(record) => kind::value(&table.columns[column], record.field_at(column)).map(Some),
            None => Ok(change.old(column).cloned()),
        })
        .collect()
    }
}

/// Adds a value; one column can not have two.
fn put(values: &mut Vec<(usize, Value)>, column: usize, value: Value) -> Result<()> {
    match values.iter().find(|(at, _)| *at == column) {
        Some((_, known)) if *known == value => Ok(()),
        Some(_) => Err(Error::new(
            ErrorKind::InvalidReference,
            "a column is part of two foreign keys whose parents do not agree on its value",
        )),
        None => {
            values.push((column, value));
            Ok(())
        }
    }
}

fn missing() -> Error {
    Error::new(ErrorKind::Incomplete, "not all stored rows came back")
}

/// Stored records whose model is known at run time only.
struct Kept {
    kind: Kind,
    records: Vec<Box<dyn Record>>,
}

impl Level for Kept {
    fn take(&mut self, row: &Row<'_>) -> Result<()> {
        self.records.push((self.kind.decode)(row)?);
        Ok(())
    }

    fn count(&self) -> usize {
        self.records.len()
    }

    fn record(&self, at: usize) -> &dyn Values {
        &*self.records[at]
    }

    fn push(&mut self, record: Box<dyn Record>) -> Result<()> {
        self.records.push(record);
        Ok(())
    }

    fn arrange(&mut self, places: &mut [usize]) {
        arrange(&mut self.records, places);
    }
}
