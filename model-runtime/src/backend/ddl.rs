//! Makes and drops the tables of a schema.

use crate::backend::{Args, Conn, Db, TransactionOptions};
use crate::dialect::{self, Ddl, Dialect};
use crate::error::Result;
use crate::schema::Schema;

/// Guards the tables of a PostgreSQL database while they are made: CREATE TABLE IF NOT EXISTS run by
/// two programs at once fails in one of them. The number is ours alone, made of the letters `model`.
const ADVISORY_LOCK: &str = "SELECT pg_advisory_xact_lock(470021170540)";

impl Db {
    /// Makes the tables, keys and indexes of a schema that are not there yet, parents first.
    ///
    /// What exists is left as it is, also where it differs from the schema.
    ///
    /// # Errors
    ///
    /// `Unsupported` where the database can not hold the schema, before anything is made; otherwise
    /// what the database reports. On SQLite and PostgreSQL nothing is made then.
    pub async fn create_all(&self, schema: &Schema) -> Result<()> {
        let ddl = dialect::create_schema(self.dialect(), schema);
        if let Some(refusal) = ddl.refusal() {
            return Err(refusal.clone());
        }
        let mut conn = self.acquire().await?;
        if self.dialect() == Dialect::MySql {
            // Each of its DDL statements commits by itself.
            return conn.create(&ddl).await;
        }
        let level = conn.enter(TransactionOptions::new()).await?;
        if self.dialect() == Dialect::Postgres {
            conn.command(ADVISORY_LOCK).await?;
        }
        conn.create(&ddl).await?;
        conn.commit_level(level).await
    }

    /// Drops the tables of a schema, children first; those that are not there are passed over.
    ///
    /// # Errors
    ///
    /// What the database reports.
    pub async fn drop_all(&self, schema: &Schema) -> Result<()> {
        let statements = dialect::drop_schema(self.dialect(), schema);
        let mut conn = self.acquire().await?;
        let (before, after) = match self.dialect() {
            // In a cycle of references no order of dropping is right.
            Dialect::Sqlite => {
                (Some("PRAGMA foreign_keys = OFF"), Some("PRAGMA foreign_keys = ON"))
            }
            Dialect::MySql => {
                (Some("SET foreign_key_checks = 0"), Some("SET foreign_key_checks = 1"))
            }
            Dialect::Postgres => (None, None),
        };
        if let Some(before) = before {
            conn.command(before).await?;
        }
        let dropped = conn.drop_tables(statements).await;
        let Some(after) = after else { return dropped };
        let restored = conn.command(after).await;
        if restored.is_err() {
            conn.state().break_off();
        }
        dropped.and(restored)
    }
}

impl Conn {
    async fn create(&mut self, ddl: &Ddl) -> Result<()> {
        for statement in ddl.statements() {
            self.command(statement.clone()).await?;
        }
        for key in ddl.late_foreign_keys() {
            if !self.has_constraint(key.table, &key.name).await? {
                self.command(key.sql.clone()).await?;
            }
        }
        Ok(())
    }

    async fn drop_tables(&mut self, statements: Vec<String>) -> Result<()> {
        if self.dialect() == Dialect::MySql {
            return self.commands(statements).await;
        }
        let level = self.enter(TransactionOptions::new()).await?;
        let dropped = self.commands(statements).await;
        match dropped {
            Ok(()) => self.commit_level(level).await,
            Err(error) => {
                self.rollback_level(level).await;
                Err(error)
            }
        }
    }

    async fn commands(&mut self, statements: Vec<String>) -> Result<()> {
        for statement in statements {
            self.command(statement).await?;
        }
        Ok(())
    }

    /// Runs a statement without values whose failure counts like any other's.
    async fn command(&mut self, sql: impl Into<crate::backend::Sql>) -> Result<()> {
        self.make_ready().await?;
        self.batch(sql).await.map_err(|failure| {
            self.state().fail(&failure);
            failure.error
        })
    }

    async fn has_constraint(&mut self, table: &'static str, name: &str) -> Result<bool> {
        let sql = match self.dialect() {
            Dialect::Postgres => {
                "SELECT 1 FROM information_schema.table_constraints \
                 WHERE table_schema = current_schema() AND table_name = $1::text AND constraint_name = $2::text"
            }
            Dialect::MySql => {
                "SELECT 1 FROM information_schema.table_constraints \
                 WHERE table_schema = database() AND table_name = ? AND constraint_name = ?"
            }
            // A foreign key can refer to a table that is made later: nothing is added afterwards.
            Dialect::Sqlite => return Ok(true),
        };
        let mut args = Args::new(self.dialect(), 2);
        crate::value::Binder::text(&mut args, table)?;
        crate::value::Binder::text(&mut args, name)?;
        let mut found = false;
        self.run(sql, args, &mut |_| {
            found = true;
            Ok(())
        })
        .await?;
        Ok(found)
    }
}
