//! CREATE and DROP → text.

use std::{fmt, ops, slice, vec};

use crate::dialect::spelling::Cycles;
use crate::dialect::{Dialect, SqlWriter, table};
use crate::error::Error;
use crate::schema::{ForeignKeyDef, Schema, TableDef, creation_order};

/// The statements that make tables; as text, all of them, each ended by `;`.
///
/// They may be run again: what is there stays. The late foreign keys alone may not, so whether they
/// are there is asked first.
#[derive(Debug, Clone)]
pub struct Ddl {
    statements: Vec<String>,
    late: Vec<LateForeignKey>,
    refusal: Option<Error>,
    text: String,
}

/// A foreign key that is added when all tables exist, since it closes a cycle between tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateForeignKey {
    /// The table that has it.
    pub table: &'static str,
    /// The constraint's name.
    pub name: String,
    /// The statement that adds it.
    pub sql: String,
}

impl Ddl {
    fn new(statements: Vec<String>, late: Vec<LateForeignKey>) -> Self {
        let mut text = String::new();
        for statement in statements.iter().chain(late.iter().map(|key| &key.sql)) {
            text.push_str(statement);
            text.push_str(";\n");
        }
        Self { statements, late, refusal: None, text }
    }

    fn refused(error: Error) -> Self {
        let text = ["-- ", &error.to_string(), "\n"].concat();
        Self { statements: Vec::new(), late: Vec::new(), refusal: Some(error), text }
    }

    /// Returns the statements that may be run again, in their order.
    #[must_use]
    pub fn statements(&self) -> &[String] {
        &self.statements
    }

    /// Returns the foreign keys to be added after them.
    #[must_use]
    pub fn late_foreign_keys(&self) -> &[LateForeignKey] {
        &self.late
    }

    /// Returns why the database cannot have these tables, if it cannot; there are no statements then.
    #[must_use]
    pub fn refusal(&self) -> Option<&Error> {
        self.refusal.as_ref()
    }

    /// Goes through all statements, those of late foreign keys last.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.statements.iter().chain(self.late.iter().map(|key| &key.sql)).map(String::as_str)
    }
}

impl fmt::Display for Ddl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl ops::Deref for Ddl {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl IntoIterator for Ddl {
    type Item = String;
    type IntoIter = vec::IntoIter<String>;

    fn into_iter(self) -> Self::IntoIter {
        let mut statements = self.statements;
        statements.extend(self.late.into_iter().map(|key| key.sql));
        statements.into_iter()
    }
}

/// Renders what makes a table, its indexes and all its foreign keys.
#[must_use]
pub fn create_table(dialect: Dialect, table: &TableDef) -> Ddl {
    match tables(dialect, slice::from_ref(&table), |_| false) {
        Ok(statements) => Ddl::new(statements, Vec::new()),
        Err(error) => Ddl::refused(error),
    }
}

/// Renders what makes all tables of a schema, parents first.
#[must_use]
pub fn create_schema(dialect: Dialect, schema: &Schema) -> Ddl {
    let mut creation = creation_order(schema);
    if matches!(dialect.spelling().cycles(), Cycles::Forward { .. }) {
        creation.late.clear();
    }
    let is_late = |key: &ForeignKeyDef| creation.late.iter().any(|late| late.1.name == key.name);
    match tables(dialect, &creation.tables, is_late) {
        Ok(statements) => {
            let late = creation.late.iter().map(|(table, key)| late(dialect, table, key));
            Ddl::new(statements, late.collect())
        }
        Err(error) => Ddl::refused(error),
    }
}

fn tables(
    dialect: Dialect,
    tables: &[&TableDef],
    is_late: impl Fn(&ForeignKeyDef) -> bool,
) -> Result<Vec<String>, Error> {
    let mut statements = Vec::new();
    for table in tables {
        if let Some(error) = dialect.spelling().refuse_table(table) {
            return Err(error);
        }
        statements.push(table::create(dialect, table, &is_late)?);
        if !dialect.spelling().indexes_inside_table() {
            let indexes = table.indexes.iter();
            statements.extend(indexes.map(|index| table::create_index(dialect, table, index)));
        }
    }
    Ok(statements)
}

fn late(dialect: Dialect, table: &'static TableDef, key: &ForeignKeyDef) -> LateForeignKey {
    let mut w = SqlWriter::new(dialect);
    w.raw("ALTER TABLE ").ident(table.name).raw(" ADD ");
    table::foreign_key(&mut w, key);
    LateForeignKey { table: table.name, name: key.name.to_string(), sql: w.into_text() }
}

/// Renders what drops all tables of a schema, children first; what is not there is no error.
///
/// Where tables refer to each other, the list begins and ends with what makes that possible: run all of
/// it on one connection, on SQLite in one transaction, on MySQL the last statement even after an error.
#[must_use]
pub fn drop_schema(dialect: Dialect, schema: &Schema) -> Vec<String> {
    let creation = creation_order(schema);
    let children_first = || creation.tables.iter().rev().map(|table| table.name);
    let single = || children_first().map(|name| drop_tables(dialect, [name]));
    if creation.late.is_empty() {
        return single().collect();
    }
    match dialect.spelling().cycles() {
        Cycles::Forward { before } => [before.to_owned()].into_iter().chain(single()).collect(),
        Cycles::Late => {
            let keys = creation.late.iter().map(|(table, key)| drop_key(dialect, table, key));
            keys.chain(single()).collect()
        }
        Cycles::LateUnchecked { before, after } => {
            vec![before.to_owned(), drop_tables(dialect, children_first()), after.to_owned()]
        }
    }
}

fn drop_tables(dialect: Dialect, names: impl IntoIterator<Item = &'static str>) -> String {
    let mut w = SqlWriter::new(dialect);
    w.raw("DROP TABLE IF EXISTS ");
    for (at, name) in names.into_iter().enumerate() {
        w.raw(if at > 0 { ", " } else { "" }).ident(name);
    }
    w.into_text()
}

fn drop_key(dialect: Dialect, table: &TableDef, key: &ForeignKeyDef) -> String {
    let mut w = SqlWriter::new(dialect);
    w.raw("ALTER TABLE IF EXISTS ").ident(table.name);
    w.raw(" DROP CONSTRAINT IF EXISTS ").ident(key.name.as_str());
    w.into_text()
}
