//! Finding what a query asks for: its records, and level by level what is loaded along.

use crate::backend::{Conn, Gather, Via};
use crate::dialect::{self, Statement};
use crate::error::{Error, Result};
use crate::model::arity::Bounds;
use crate::model::asked::Asked;
use crate::model::blame::blame;
use crate::model::load::found::Found;
use crate::model::load::level::{Empty, Level};
use crate::model::load::levels::Levels;
use crate::model::load::plan::Plan;
use crate::model::{BoxFuture, Row, run};
use crate::schema::TableDef;
use crate::value::Source;

/// The highest limit for which room is made beforehand: there are as many rows likely.
const FEW: u64 = 100;

/// Finds the records of a query and what is loaded along, as a whole operation.
///
/// Not generic, and boxed: a generic future is compiled for each model, and the compiler walks through all
/// that it holds.
pub(crate) fn find<'e>(
    via: Via<'e>,
    asked: Asked,
    empty: Empty,
    bounds: Bounds,
) -> BoxFuture<'e, Result<Found>> {
    let Asked { select, loads, .. } = asked;
    let table = select.table;
    let likely = select.limit.filter(|limit| *limit <= FEW).unwrap_or_default() as usize;
    let statement = dialect::select(via.dialect(), &select);
    Box::pin(async move {
        let named = |error: Error| blame(table, error);
        if let Some(error) = statement.refusal() {
            return Err(named(error.clone()));
        }
        let mut conn = via.lease().await?;
        let records = records(&mut conn, table, &statement, empty, likely).await?;
        bounds.check(records.count()).map_err(named)?;
        load(&mut conn, table, &loads, records).await
    })
}

/// Reads the records of a query, which are likely so many.
pub(crate) async fn records(
    conn: &mut Conn,
    table: &TableDef,
    statement: &Statement,
    empty: Empty,
    likely: usize,
) -> Result<Box<dyn Level>> {
    Ok(run::gather(conn, table, statement, Own(empty(likely))).await?.0)
}

/// The records of a query itself.
struct Own(Box<dyn Level>);

impl Gather for Own {
    fn gather(&mut self, row: &dyn Source) -> Result<()> {
        self.0.take(&Row::new(row))
    }
}

/// Loads what is to be loaded along with some records.
pub(crate) async fn load(
    conn: &mut Conn,
    table: &'static TableDef,
    plans: &[Plan],
    records: Box<dyn Level>,
) -> Result<Found> {
    if plans.is_empty() {
        return Ok(Found::alone(records));
    }
    // Boxed, so that a query without loads has a small future.
    Box::pin(load_levels(conn, table, plans, records)).await
}

async fn load_levels(
    conn: &mut Conn,
    table: &'static TableDef,
    plans: &[Plan],
    records: Box<dyn Level>,
) -> Result<Found> {
    let mut levels = Levels::new(records);
    // Each with the level of its owners, and their table; the next one is the last.
    let mut open: Vec<(&Plan, usize, &TableDef)> =
        plans.iter().rev().map(|plan| (plan, 0, table)).collect();
    while let Some((plan, owners, table)) = open.pop() {
        let search = plan.search(conn.dialect(), table, levels.records(owners))?;
        let related = search.run(conn).await?;
        let own = plan.select.table;
        let level = levels.add(plan, owners, related).map_err(|error| blame(own, error))?;
        open.extend(plan.along.iter().rev().map(|plan| (plan, level, own)));
    }
    Ok(levels.into_found())
}
