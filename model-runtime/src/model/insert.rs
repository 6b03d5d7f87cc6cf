//! Storing one record.

use std::any::Any;

use crate::backend::{Args, Conn, Executor, Gather, Via};
use crate::dialect::{self, Dialect, Statement};
use crate::error::{Error, ErrorKind, Result};
use crate::model::bind::bind_checked;
use crate::model::blame::blame;
use crate::model::create::{Create, Draft};
use crate::model::graph::Roots;
use crate::model::key::value_at;
use crate::model::nest::Node;
use crate::model::{BoxFuture, Model, Row, Table, graph, run};
use crate::query::{BinaryOp, Expr, Insert, InsertRows, Select};
use crate::schema::{Generation, TableDef};
use crate::value::{Binder, Source, SqlType, Value};

/// Stores one record, and those nested in it, and answers it as it is stored; called by the generated
/// `insert`.
pub fn insert<'e, C: Create>(
    executor: impl Executor<'e>,
    create: C,
) -> BoxFuture<'e, Result<C::Model>> {
    let root = Node::new::<C::Model, _>(create);
    let stored = Box::new(Vec::<C::Model>::new());
    let stored = insert_one(executor.via(), C::Model::TABLE, root, stored);
    Box::pin(async move { typed(stored.await?)?.pop().ok_or_else(missing) })
}

fn missing() -> Error {
    Error::new(ErrorKind::Incomplete, "the stored row did not come back")
}

/// Renders the INSERT of a record; called by the generated `to_sql`.
pub fn insert_to_sql<C: Create>(create: &C, dialect: Dialect) -> Statement {
    let table = C::Model::TABLE;
    let columns = set_columns(table, create);
    let returning = dialect.capabilities().insert_returning;
    let rows = InsertRows::Values(1);
    let mut statement =
        dialect::insert(dialect, &Insert { table, columns: &columns, rows, returning });
    for &ordinal in &columns {
        let Some(value) = create.column(ordinal) else { continue };
        statement
            .push(Value::capture(|binder| bind_checked(&table.columns[ordinal], value, binder)));
    }
    statement
}

/// Asks how the database would store a record; called by the generated `explain`.
pub fn explain_insert<'e, C: Create>(
    executor: impl Executor<'e>,
    create: C,
) -> BoxFuture<'e, Result<String>> {
    let via = executor.via();
    let statement = insert_to_sql(&create, via.dialect());
    Box::pin(run::explain(via, C::Model::TABLE, statement))
}

/// The positions of the columns that a create has set.
pub(crate) fn set_columns(table: &TableDef, draft: &dyn Draft) -> Vec<usize> {
    (0..table.columns.len()).filter(|&ordinal| draft.column(ordinal).is_some()).collect()
}

/// Binds the columns of one row.
pub(crate) fn bind_row(
    table: &TableDef,
    columns: &[usize],
    draft: &dyn Draft,
    binder: &mut dyn Binder,
) -> Result<()> {
    for &ordinal in columns {
        if let Some(value) = draft.column(ordinal) {
            bind_checked(&table.columns[ordinal], value, binder)?;
        }
    }
    Ok(())
}

/// Stores one record as a whole operation.
fn insert_one<'e>(
    via: Via<'e>,
    table: &'static TableDef,
    root: Node,
    mut stored: Box<dyn Records>,
) -> BoxFuture<'e, Result<Box<dyn Records>>> {
    Box::pin(async move {
        if !root.nested.is_empty() {
            graph::insert(via, vec![root], &mut *stored).await?;
            return Ok(stored);
        }
        let done = if via.insert_returning() {
            let mut conn = via.lease().await?;
            insert_returning(&mut conn, table, &*root.draft, &mut *stored).await
        } else {
            insert_and_read(via, table, &*root.draft, &mut *stored).await
        };
        done.map_err(|error| blame(table, error))?;
        Ok(stored)
    })
}

/// Records of a model that the code which stores or reads them does not know.
pub(crate) trait Records: Keep + Roots {
    /// Gives up not knowing it.
    fn into_any(self: Box<Self>) -> Box<dyn Any>;
}

impl<M: Model> Records for Vec<M> {
    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}

impl Gather for Box<dyn Records> {
    fn gather(&mut self, row: &dyn Source) -> Result<()> {
        self.take(&Row::new(row))
    }
}

/// Brings records back into their type.
///
/// # Errors
///
/// `Incomplete` where they are of another model.
pub(crate) fn typed<M: Model>(records: Box<dyn Records>) -> Result<Vec<M>> {
    records.into_any().downcast().map(|records| *records).map_err(|_| missing())
}

async fn insert_returning(
    conn: &mut Conn,
    table: &'static TableDef,
    draft: &dyn Draft,
    kept: &mut dyn Keep,
) -> Result<()> {
    let columns = set_columns(table, draft);
    let rows = InsertRows::Values(1);
    let insert = Insert { table, columns: &columns, rows, returning: true };
    let (sql, _) = dialect::insert(conn.dialect(), &insert).into_parts()?;
    let mut args = Args::new(conn.dialect(), columns.len());
    bind_row(table, &columns, draft, &mut args)?;
    conn.run(sql, args, &mut |source| kept.take(&Row::new(source))).await?;
    advance_key(conn, table, given_number(table, draft)?).await
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
pub(crate) fn given_number(table: &TableDef, draft: &dyn Draft) -> Result<Option<i64>> {
    let (Generation::Database { .. }, [name]) =
        (table.primary_key.generation, table.primary_key.columns)
    else {
        return Ok(None);
    };
    Ok(match given_key(table, name, draft)? {
        Some(Value::Int(key, _)) => Some(key),
        _ => None,
    })
}

/// MySQL has no RETURNING: the row is read back by its key within the same transaction.
async fn insert_and_read(
    via: Via<'_>,
    table: &'static TableDef,
    draft: &dyn Draft,
    kept: &mut dyn Keep,
) -> Result<()> {
    let mut conn = via.lease().await?;
    let mut tx = conn.begin().await?;
    insert_keyed(tx.conn(), table, draft, kept).await?;
    tx.commit().await
}

/// Stores a record without RETURNING, in a transaction that is under way, and reads it back.
pub(crate) async fn insert_keyed(
    conn: &mut Conn,
    table: &'static TableDef,
    draft: &dyn Draft,
    kept: &mut dyn Keep,
) -> Result<()> {
    let columns = set_columns(table, draft);
    let rows = InsertRows::Values(1);
    let insert = Insert { table, columns: &columns, rows, returning: false };
    let (sql, _) = dialect::insert(conn.dialect(), &insert).into_parts()?;
    let mut args = Args::new(conn.dialect(), columns.len());
    bind_row(table, &columns, draft, &mut args)?;
    let done = conn.run(sql, args, &mut |_| Ok(())).await?;
    let mut key = Vec::new();
    for &name in table.primary_key.columns {
        key.push((name, given_key(table, name, draft)?));
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
pub(crate) trait Keep: Send {
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

/// The value that a create has set for a key column.
pub(crate) fn given_key(table: &TableDef, name: &str, draft: &dyn Draft) -> Result<Option<Value>> {
    let ordinal = table.columns.iter().position(|column| column.name == name);
    let Some(value) = ordinal.and_then(|ordinal| draft.column(ordinal)) else { return Ok(None) };
    Value::capture(|binder| value.bind(binder)).map(Some)
}

/// Tells whether the database makes the keys of these rows.
pub(crate) fn key_is_generated(table: &TableDef, columns: &[usize]) -> bool {
    matches!(table.primary_key.generation, Generation::Database { .. })
        && !columns.iter().any(|&ordinal| table.is_key(&table.columns[ordinal]))
}
