//! Storing one record.

use std::any::Any;

use crate::backend::{Args, Conn, Executor, Gather, Via};
use crate::dialect::{self, Dialect, Statement};
use crate::error::{Error, ErrorKind, Result};
use crate::model::bind::bind_checked;
use crate::model::blame::blame;
use crate::model::draft::{Draft, Filled};
use crate::model::graph::Roots;
use crate::model::key::{ordinal, value_at};
use crate::model::nest::Node;
use crate::model::{BoxFuture, Model, Row, graph, run};
use crate::query::{BinaryOp, Expr, Insert, InsertRows, Select};
use crate::schema::{Generation, TableDef};
use crate::value::{Bind as _, Binder, Source, SqlType, Value};

/// Stores one record, and those nested in it, and answers it as it is stored; called by the generated
/// `insert`.
pub fn insert<'e, M: Model>(executor: impl Executor<'e>, draft: Draft) -> BoxFuture<'e, Result<M>> {
    let stored = insert_one(executor.via(), Node::new::<M>(draft), Box::new(Vec::<M>::new()));
    Box::pin(async move { typed(stored.await?)?.pop().ok_or_else(missing) })
}

fn missing() -> Error {
    Error::new(ErrorKind::Incomplete, "the stored row did not come back")
}

/// Renders the INSERT of a record; called by the generated `to_sql`.
#[must_use]
pub fn insert_to_sql<M: Model>(draft: &Draft, dialect: Dialect) -> Statement {
    let returning = dialect.capabilities().insert_returning;
    render(M::TABLE, draft, dialect, returning)
}

/// Asks how the database would store a record; called by the generated `explain`.
pub fn explain_insert<'e, M: Model>(
    executor: impl Executor<'e>,
    draft: &Draft,
) -> BoxFuture<'e, Result<String>> {
    let via = executor.via();
    let statement = insert_to_sql::<M>(draft, via.dialect());
    Box::pin(run::explain(via, M::TABLE, statement))
}

/// Renders the INSERT of one row.
pub(crate) fn render(
    table: &'static TableDef,
    draft: &Draft,
    dialect: Dialect,
    returning: bool,
) -> Statement {
    let columns = set_columns(table, draft.into());
    let rows = InsertRows::Values(1);
    let mut statement =
        dialect::insert(dialect, &Insert { table, columns: &columns, rows, returning });
    for &at in &columns {
        let Some(value) = draft.column(at) else { continue };
        statement.push(Value::capture(|binder| bind_checked(&table.columns[at], value, binder)));
    }
    statement
}

/// The positions of the columns that a row has set.
pub(crate) fn set_columns(table: &TableDef, row: Filled<'_>) -> Vec<usize> {
    (0..table.columns.len()).filter(|&ordinal| row.column(ordinal).is_some()).collect()
}

/// Binds the columns of one row.
pub(crate) fn bind_row(
    table: &TableDef,
    columns: &[usize],
    row: Filled<'_>,
    binder: &mut dyn Binder,
) -> Result<()> {
    for &ordinal in columns {
        if let Some(value) = row.column(ordinal) {
            bind_checked(&table.columns[ordinal], value, binder)?;
        }
    }
    Ok(())
}

/// Stores one record as a whole operation.
fn insert_one<'e>(
    via: Via<'e>,
    root: Node,
    mut stored: Box<dyn Records>,
) -> BoxFuture<'e, Result<Box<dyn Any>>> {
    Box::pin(async move {
        if !root.draft.is_alone() {
            graph::insert(via, vec![root], &mut *stored).await?;
            return Ok(stored as Box<dyn Any>);
        }
        let (table, row) = (root.kind.table, Filled::from(&*root.draft));
        let stored = if via.insert_returning() {
            let mut conn = via.lease().await?;
            insert_returning(&mut conn, table, row, stored).await
        } else {
            insert_and_read(via, table, row, stored).await
        };
        Ok(stored.map_err(|error| blame(table, error))? as Box<dyn Any>)
    })
}

/// Records of a model that the code which stores or reads them does not know.
pub(crate) trait Records: Keep + Roots {}

impl<M: Model> Records for Vec<M> {}

/// Brings records back into their type.
///
/// # Errors
///
/// `Incomplete` where they are of another model.
pub(crate) fn typed<M: Model>(records: Box<dyn Any>) -> Result<Vec<M>> {
    records.downcast().map(|records| *records).map_err(|_| missing())
}

async fn insert_returning(
    conn: &mut Conn,
    table: &'static TableDef,
    row: Filled<'_>,
    kept: Box<dyn Keep>,
) -> Result<Box<dyn Keep>> {
    let columns = set_columns(table, row);
    let rows = InsertRows::Values(1);
    let insert = Insert { table, columns: &columns, rows, returning: true };
    let (sql, _) = dialect::insert(conn.dialect(), &insert).into_parts()?;
    let mut args = Args::new(conn.dialect(), columns.len());
    bind_row(table, &columns, row, &mut args)?;
    let returned = conn.gather(sql, args.into(), Returned::to(kept)).await?;
    advance_key(conn, table, given_number(table, row)?).await?;
    Ok(returned.kept)
}

/// Counts the rows that come back, and hands them on.
pub(super) struct Returned {
    pub(super) kept: Box<dyn Keep>,
    pub(super) rows: usize,
}

impl Returned {
    pub(super) fn to(kept: Box<dyn Keep>) -> Self {
        Self { kept, rows: 0 }
    }
}

impl Gather for Returned {
    fn gather(&mut self, row: &dyn Source) -> Result<()> {
        self.rows += 1;
        self.kept.take(&Row::new(row))
    }
}

/// Lets the database count on after the highest of the keys that were given instead of generated.
pub(crate) async fn advance_key(
    conn: &mut Conn,
    table: &TableDef,
    given: Option<i64>,
) -> Result<()> {
    let statement = given.and_then(|key| dialect::advance_key(conn.dialect(), table, key));
    match statement {
        Some(statement) => run::rows(conn, table, statement, &mut |_| Ok(())).await.map(drop),
        None => Ok(()),
    }
}

/// The number that a create has set for a key which the database would generate.
pub(crate) fn given_number(table: &TableDef, row: Filled<'_>) -> Result<Option<i64>> {
    let (Generation::Database { .. }, [name]) =
        (table.primary_key.generation, table.primary_key.columns)
    else {
        return Ok(None);
    };
    Ok(match given_key(table, name, row)? {
        Some(Value::Int(key, _)) => Some(key),
        _ => None,
    })
}

/// MySQL has no RETURNING: the row is read back by its key within the same transaction.
async fn insert_and_read(
    via: Via<'_>,
    table: &'static TableDef,
    row: Filled<'_>,
    mut kept: Box<dyn Keep>,
) -> Result<Box<dyn Keep>> {
    let mut conn = via.lease().await?;
    let mut tx = conn.begin().await?;
    insert_keyed(tx.conn(), table, row, &mut *kept).await?;
    tx.commit().await?;
    Ok(kept)
}

/// Stores a record without RETURNING, in a transaction that is under way, and reads it back.
pub(crate) async fn insert_keyed(
    conn: &mut Conn,
    table: &'static TableDef,
    row: Filled<'_>,
    kept: &mut dyn Keep,
) -> Result<()> {
    let columns = set_columns(table, row);
    let rows = InsertRows::Values(1);
    let insert = Insert { table, columns: &columns, rows, returning: false };
    let (sql, _) = dialect::insert(conn.dialect(), &insert).into_parts()?;
    let mut args = Args::new(conn.dialect(), columns.len());
    bind_row(table, &columns, row, &mut args)?;
    let done = conn.run(sql, args, &mut |_| Ok(())).await?;
    let mut key = Vec::new();
    for &name in table.primary_key.columns {
        key.push((name, given_key(table, name, row)?));
    }
    let generated = done.last_insert_id.and_then(|id| i64::try_from(id).ok());
    let generated = generated.map_or(Value::Null(SqlType::I64), |id| Value::Int(id, SqlType::I64));
    let equal = key.into_iter().map(|(name, value)| {
        let value = value.unwrap_or_else(|| generated.clone());
        Expr::binary(BinaryOp::Eq, Expr::Column(name), Expr::Value(value))
    });
    let select = Select { filter: equal.reduce(Expr::and), ..Select::all(table) };
    let statement = dialect::select(conn.dialect(), &select);
    let mut read = 0;
    let mut take = |row: &Row<'_>| {
        read += 1;
        kept.take(row)
    };
    run::rows(conn, table, statement, &mut take).await?;
    match read {
        1 => Ok(()),
        0 => Err(Error::new(ErrorKind::Incomplete, "the stored row could not be read back")),
        _ => Err(run::too_many()),
    }
}

/// Takes the rows that come back from an insert.
pub(crate) trait Keep: Any + Send {
    /// Keeps the record of a row.
    fn take(&mut self, row: &Row<'_>) -> Result<()>;

    /// The value of a column of the record that was taken as the `at`th.
    fn value(&self, at: usize, column: usize) -> Result<Value>;
}

/// The positions of a table's key columns.
pub(crate) fn key_columns(table: &TableDef) -> impl Iterator<Item = usize> {
    let position = |name: &&str| table.columns.iter().position(|column| column.name == *name);
    table.primary_key.columns.iter().filter_map(position)
}

impl<M: Model> Keep for Vec<M> {
    fn take(&mut self, row: &Row<'_>) -> Result<()> {
        self.push(M::decode(row)?);
        Ok(())
    }

    fn value(&self, at: usize, column: usize) -> Result<Value> {
        self.get(at).map_or_else(|| Err(missing()), |record| value_at(record, column))
    }
}

/// The value that a row has set for a key column.
pub(crate) fn given_key(table: &TableDef, name: &str, row: Filled<'_>) -> Result<Option<Value>> {
    let value = row.column(ordinal(table, name));
    value.map(|value| Value::capture(|binder| value.bind(binder))).transpose()
}

/// Tells whether the database makes the keys of these rows.
pub(crate) fn key_is_generated(table: &TableDef, columns: &[usize]) -> bool {
    matches!(table.primary_key.generation, Generation::Database { .. })
        && !columns.iter().any(|&ordinal| table.is_key(&table.columns[ordinal]))
}
