//! Storing one record.

use crate::backend::{Args, Conn, Executor, Via};
use crate::dialect::{self, Dialect, Statement};
use crate::error::{Error, ErrorKind, Result};
use crate::model::bind::bind_checked;
use crate::model::blame::blame;
use crate::model::create::{Create, Draft};
use crate::model::{BoxFuture, Model, Row, Table, run};
use crate::query::{BinaryOp, Expr, Insert, InsertRows, Select};
use crate::schema::{Generation, TableDef};
use crate::value::{Binder, SqlType, Value};

/// Stores one record and answers it as it is stored; called by the generated `insert`.
pub fn insert<'e, C: Create>(
    executor: impl Executor<'e>,
    mut create: C,
) -> BoxFuture<'e, Result<C::Model>> {
    let via = executor.via();
    Box::pin(async move {
        create.generate();
        let record = if via.insert_returning() {
            let mut conn = via.lease().await?;
            insert_returning(&mut conn, &create).await
        } else {
            insert_and_read(via, &create).await
        };
        record.map_err(|error| blame(C::Model::TABLE, error))
    })
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
pub(crate) fn set_columns(table: &TableDef, draft: &impl Draft) -> Vec<usize> {
    (0..table.columns.len()).filter(|&ordinal| draft.column(ordinal).is_some()).collect()
}

/// Binds the columns of one row.
pub(crate) fn bind_row(
    table: &TableDef,
    columns: &[usize],
    draft: &impl Draft,
    binder: &mut dyn Binder,
) -> Result<()> {
    for &ordinal in columns {
        if let Some(value) = draft.column(ordinal) {
            bind_checked(&table.columns[ordinal], value, binder)?;
        }
    }
    Ok(())
}

async fn insert_returning<C: Create>(conn: &mut Conn, create: &C) -> Result<C::Model> {
    let table = C::Model::TABLE;
    let columns = set_columns(table, create);
    let rows = InsertRows::Values(1);
    let insert = Insert { table, columns: &columns, rows, returning: true };
    let (sql, _) = dialect::insert(conn.dialect(), &insert).into_parts()?;
    let mut args = Args::new(conn.dialect(), columns.len());
    bind_row(table, &columns, create, &mut args)?;
    let mut stored = None;
    conn.run(sql, args, &mut |source| {
        stored = Some(C::Model::decode(&Row::new(source))?);
        Ok(())
    })
    .await?;
    advance_key(conn, table, given_number(table, create)?).await?;
    stored.ok_or_else(|| Error::new(ErrorKind::Incomplete, "the stored row did not come back"))
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
pub(crate) fn given_number(table: &TableDef, draft: &impl Draft) -> Result<Option<i64>> {
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
async fn insert_and_read<C: Create>(via: Via<'_>, create: &C) -> Result<C::Model> {
    let mut conn = via.lease().await?;
    let mut tx = conn.begin().await?;
    let record = insert_keyed(tx.conn(), create).await?;
    tx.commit().await?;
    Ok(record)
}

/// Stores a record without RETURNING, in a transaction that is under way, and reads it back.
pub(crate) async fn insert_keyed<C: Create>(conn: &mut Conn, create: &C) -> Result<C::Model> {
    let table = C::Model::TABLE;
    let columns = set_columns(table, create);
    let rows = InsertRows::Values(1);
    let insert = Insert { table, columns: &columns, rows, returning: false };
    let (sql, _) = dialect::insert(conn.dialect(), &insert).into_parts()?;
    let mut args = Args::new(conn.dialect(), columns.len());
    bind_row(table, &columns, create, &mut args)?;
    let done = conn.run(sql, args, &mut |_| Ok(())).await?;
    let mut key = Vec::new();
    for &name in table.primary_key.columns {
        key.push((name, given_key(table, name, create)?));
    }
    let generated = done.last_insert_id.and_then(|id| i64::try_from(id).ok());
    let generated = generated.map_or(Value::Null(SqlType::I64), |id| Value::Int(id, SqlType::I64));
    let equal = key.into_iter().map(|(name, value)| {
        let value = value.unwrap_or_else(|| generated.clone());
        Expr::binary(BinaryOp::Eq, Expr::Column(name), Expr::Value(value))
    });
    let select = Select { filter: equal.reduce(Expr::and), ..Select::all(table) };
    let stored = run::records(conn, dialect::select(conn.dialect(), &select)).await?;
    run::at_most_one(stored)?
        .ok_or_else(|| Error::new(ErrorKind::Incomplete, "the stored row could not be read back"))
}

/// The value that a create has set for a key column.
pub(crate) fn given_key(table: &TableDef, name: &str, draft: &impl Draft) -> Result<Option<Value>> {
    let ordinal = table.columns.iter().position(|column| column.name == name);
    let Some(value) = ordinal.and_then(|ordinal| draft.column(ordinal)) else { return Ok(None) };
    Value::capture(|binder| value.bind(binder)).map(Some)
}

/// Tells whether the database makes the keys of these rows.
pub(crate) fn key_is_generated(table: &TableDef, columns: &[usize]) -> bool {
    matches!(table.primary_key.generation, Generation::Database { .. })
        && !columns.iter().any(|&ordinal| table.is_key(&table.columns[ordinal]))
}
