//! Runs statements on a connection and tells errors in the words of the model.

use crate::backend::{Conn, Done, Gather, Via};
use crate::dialect::{self, Dialect, Statement};
use crate::error::{Error, ErrorKind, Result};
use crate::model::blame::{blame, blame_delete};
use crate::model::{BoxFuture, Row, restricted};
use crate::query::Delete;
use crate::schema::TableDef;

/// Runs a statement to its end and hands each row to `take`.
pub(crate) async fn rows(
    conn: &mut Conn,
    table: &TableDef,
    statement: Statement,
    take: &mut (dyn FnMut(&Row<'_>) -> Result<()> + Send),
) -> Result<Done> {
    match drive(conn, &statement, take).await {
        Ok(done) => Ok(done),
        Err(error) => Err(blame(table, error)),
    }
}

/// A statement is passed on by reference, as each future that it went through would hold it once more.
async fn drive(
    conn: &mut Conn,
    statement: &Statement,
    take: &mut (dyn FnMut(&Row<'_>) -> Result<()> + Send),
) -> Result<Done> {
    let (sql, binds) = statement.parts()?;
    conn.run(sql, binds, &mut |source| take(&Row::new(source))).await
}

/// Runs a query to its end and answers what gathers its rows when it has them all.
pub(crate) async fn gather<G: Gather>(
    conn: &mut Conn,
    table: &TableDef,
    statement: &Statement,
    gatherer: G,
) -> Result<G> {
    let gathered = match statement.parts() {
        Ok((query, binds)) => conn.gather(query, binds.into(), gatherer).await,
        Err(refusal) => Err(refusal),
    };
    match gathered {
        Ok(gatherer) => Ok(gatherer),
        Err(error) => Err(blame(table, error)),
    }
}

/// Runs an INSERT or UPDATE for its effect, on a connection of its own lease.
pub(crate) async fn execute(via: Via<'_>, table: &TableDef, statement: Statement) -> Result<Done> {
    // Refused before a connection is asked for.
    if let Some(error) = statement.refusal() {
        return Err(blame(table, error.clone()));
    }
    let mut conn = via.lease().await?;
    rows(&mut conn, table, statement, &mut |_| Ok(())).await
}

/// Runs a statement for its effect; the error names no model yet.
pub(crate) async fn execute_on(conn: &mut Conn, statement: Statement) -> Result<Done> {
    drive(conn, &statement, &mut |_| Ok(())).await
}

/// Runs a DELETE on a connection of its own lease.
pub(crate) async fn delete(via: Via<'_>, delete: Delete) -> Result<Done> {
    let table = delete.table;
    let statement = dialect::delete(via.dialect(), &delete);
    if let Some(error) = statement.refusal() {
        return Err(blame_delete(table, error.clone()));
    }
    let mut conn = via.lease().await?;
    match drive(&mut conn, &statement, &mut |_| Ok(())).await {
        Ok(done) => Ok(done),
        Err(error) => {
            let named = Box::pin(restricted::named(&mut conn, &delete, error)).await;
            Err(blame_delete(table, named))
        }
    }
}

/// What a plan without any step is said to be: SQLite plans only how rows are searched.
const NO_PLAN: &str = "no plan: no row is searched for, the database does it directly";

/// Asks for the plan of a statement.
pub(crate) fn explain<'e>(
    via: Via<'e>,
    table: &'static TableDef,
    statement: Statement,
) -> BoxFuture<'e, Result<String>> {
    Box::pin(explain_all(via, table, vec![statement]))
}

/// Asks for the plans of several statements; those that follow each other with one text have one.
pub(crate) async fn explain_all(
    via: Via<'_>,
    table: &TableDef,
    mut statements: Vec<Statement>,
) -> Result<String> {
    if let Some(error) = statements.iter().find_map(Statement::refusal) {
        return Err(blame(table, error.clone()));
    }
    statements.dedup_by(|one, before| one.sql() == before.sql());
    let mut lines = Vec::new();
    if !statements.is_empty() {
        // SQLite answers a tree whose text is its fourth column; the others one text per row.
        let column = if via.dialect() == Dialect::Sqlite { 3 } else { 0 };
        let mut conn = via.lease().await?;
        for statement in statements {
            let statement = dialect::explain(conn.dialect(), statement);
            let mut take = |row: &Row<'_>| {
                lines.push(row.get::<String>(column)?);
                Ok(())
            };
            rows(&mut conn, table, statement, &mut take).await?;
        }
    }
    Ok(if lines.is_empty() { NO_PLAN.to_owned() } else { lines.join("\n") })
}

/// The only one, none, or an error if there are several.
pub(crate) fn at_most_one<T>(mut found: Vec<T>) -> Result<Option<T>> {
    match found.len() {
        0 | 1 => Ok(found.pop()),
        _ => Err(too_many()),
    }
}

pub(crate) fn too_many() -> Error {
    let message =
        "several rows were found where one was expected; narrow the query, or use `.first()`";
    Error::new(ErrorKind::TooManyRows, message)
}

pub(crate) fn not_found() -> Error {
    Error::new(ErrorKind::NotFound, "no such row")
}
