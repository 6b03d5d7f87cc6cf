//! Storing one record.

use crate::backend::{Args, Conn, Executor, Gather, Via};
use crate::dialect::{self, Dialect, Statement};
use crate::error::{Error, ErrorKind, Result};
use crate::model::bind::bind_checked;
use crate::model::blame::blame;
use crate::model::draft::{Draft, Filled};
use crate::model::key::ordinal;
use crate::model::load::{self, Empty, Found, Level};
use crate::model::nest::Node;
use crate::model::{BoxFuture, Model, Row, run, terminal};
use crate::query::{BinaryOp, Expr, Insert, InsertRows, Select};
use crate::schema::{Generation, TableDef};
use crate::value::{Bind as _, Binder, Required, Source, SqlType, Value};

/// Stores one record, and those nested in it, and answers it as it is stored; called by the generated
/// `insert`.
pub fn insert<'e, M: Model>(executor: impl Executor<'e>, draft: Draft) -> BoxFuture<'e, Result<M>> {
    let stored = insert_one(executor.via(), Node::new::<M>(draft), load::empty::<M>);
    terminal::shaped::<Required, M, ()>(stored)
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
    (0..table.columns.len()).filter(|&ordinal| row.sets(ordinal)).collect()
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
            bind_checked(&table.columns[ordinal], &value, binder)?;
        }
    }
    Ok(())
}

/// Stores one record as a whole operation.
fn insert_one(via: Via<'_>, root: Node, empty: Empty) -> BoxFuture<'_, Result<Found>> {
    Box::pin(async move {
        let mut stored = empty(1);
        let table = root.kind.table;
        if let Some(store) = root.draft.store() {
            store(via, vec![root], &mut *stored).await?;
            return Ok(Found::alone(stored));
        }
        let row = Filled::from(&*root.draft);
        let stored = if via.insert_returning() {
            let mut conn = via.lease().await?;
            insert_returning(&mut conn, table, row, stored).await
        } else {
            insert_and_read(via, table, row, stored).await
        };
        let stored = stored.map_err(|error| blame(table, error))?;
        if stored.count() == 0 {
            return Err(missing());
        }
        Ok(Found::alone(stored))
    })
}

async fn insert_returning(
    conn: &mut Conn,
    table: &'static TableDef,
    row: Filled<'_>,
    stored: Box<dyn Level>,
) -> Result<Box<dyn Level>> {
    let columns = set_columns(table, row);
    let rows = InsertRows::Values(1);
    let insert = Insert { table, columns: &columns, rows, returning: true };
    let (sql, _) = dialect::insert(conn.dialect(), &insert).into_parts()?;
    let mut args = Args::new(conn.dialect(), columns.len());
    bind_row(table, &columns, row, &mut args)?;
    let returned = conn.gather(sql, args.into(), Returned::to(stored)).await?;
    advance_key(conn, table, given_number(table, row)?).await?;
    Ok(returned.kept)
}

/// Counts the rows that come back, and hands them on.
pub(super) struct Returned {
    pub(super) kept: Box<dyn Level>,
    pub(super) rows: usize,
}

impl Returned {
    pub(super) fn to(kept: Box<dyn Level>) -> Self {
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
    mut stored: Box<dyn Level>,
) -> Result<Box<dyn Level>> {
    let mut conn = via.lease().await?;
    let mut tx = conn.begin().await?;
    insert_keyed(tx.conn(), table, row, &mut *stored).await?;
    tx.commit().await?;
    Ok(stored)
}

/// Stores a record without RETURNING, in a transaction that is under way, and reads it back.
pub(crate) async fn insert_keyed(
    conn: &mut Conn,
    table: &'static TableDef,
    row: Filled<'_>,
    kept: &mut dyn Level,
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

/// The positions of a table's key columns.
pub(crate) fn key_columns(table: &TableDef) -> impl Iterator<Item = usize> {
    let position = |name: &&str| table.columns.iter().position(|column| column.name == *name);
    table.primary_key.columns.iter().filter_map(position)
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
