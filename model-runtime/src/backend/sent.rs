//! What is sent through a driver.

use std::sync::Arc;

use sqlx::error::BoxDynError;
use sqlx::{AssertSqlSafe, Database, Execute, SqlSafeStr as _, SqlStr};

use crate::backend::Sql;

/// A statement with its values; or a batch of them that has none, which goes by the simple protocol.
///
/// A driver's way to run something is compiled for each type that is sent on it; so this is one for both.
pub(super) struct Sent<A> {
    sql: SqlStr,
    values: Option<A>,
}

impl<A> Sent<A> {
    pub(super) fn statement(sql: Sql, values: A) -> Self {
        Self { sql: trusted(sql), values: Some(values) }
    }

    pub(super) fn batch(sql: Sql) -> Self {
        Self { sql: trusted(sql), values: None }
    }
}

impl<D: Database> Execute<'_, D> for Sent<D::Arguments> {
    fn sql(self) -> SqlStr {
        self.sql
    }

    fn statement(&self) -> Option<&D::Statement> {
        None
    }

    fn take_arguments(&mut self) -> Result<Option<D::Arguments>, BoxDynError> {
        Ok(self.values.take())
    }

    /// What has values is kept prepared; a driver prepares nothing else. It asks when it has taken the values.
    fn persistent(&self) -> bool {
        true
    }
}

/// Hands a text to the driver. Texts come from literals and from `dialect::SqlWriter`, whose doors
/// let no data through; so this is the one place that asserts it.
fn trusted(sql: Sql) -> SqlStr {
    match sql {
        Sql::Static(text) => text.into_sql_str(),
        Sql::Owned(text) => AssertSqlSafe(text).into_sql_str(),
        Sql::Rendered(text) | Sql::Gathered(text) => {
            AssertSqlSafe(Arc::clone(&text.sql)).into_sql_str()
        }
    }
}
