//! CREATE TABLE and CREATE INDEX.

use crate::dialect::spelling::GeneratedKey;
use crate::dialect::{Dialect, SqlWriter};
use crate::error::{Error, ErrorKind};
use crate::schema::{
    ColumnDef, DefaultDef, ForeignKeyDef, Generation, IndexDef, IndexPart, Name, ReferentialAction,
    TableDef,
};
use crate::value::SqlType;

/// Renders CREATE TABLE without the foreign keys that are added later.
pub(super) fn create(
    dialect: Dialect,
    table: &TableDef,
    is_late: &dyn Fn(&ForeignKeyDef) -> bool,
) -> Result<String, Error> {
    let mut w = SqlWriter::new(dialect);
    w.raw("CREATE TABLE IF NOT EXISTS ").ident(table.name).raw(" (\n    ");
    for (at, definition) in table.columns.iter().enumerate() {
        w.raw(if at == 0 { "" } else { ",\n    " });
        column(&mut w, table, definition)?;
    }
    if !has_key_at_column(dialect, table) {
        line(&mut w, table.primary_key.name).raw(" PRIMARY KEY (");
        names(&mut w, table.primary_key.columns).raw(")");
    }
    for unique in table.uniques {
        line(&mut w, unique.name).raw(" UNIQUE (");
        names(&mut w, unique.columns).raw(")");
    }
    for key in table.foreign_keys.iter().filter(|key| !is_late(key)) {
        w.raw(",\n    ");
        foreign_key(&mut w, key);
    }
    for definition in table.columns {
        column_check(&mut w, table, definition);
    }
    for check in table.checks {
        line(&mut w, check.name).raw(" CHECK (").raw(check.sql).raw(")");
    }
    if dialect.spelling().indexes_inside_table() {
        indexes(&mut w, table);
    }
    w.raw("\n)").raw(dialect.spelling().table_options());
    Ok(w.into_text())
}

/// Begins a line with the name of a constraint.
fn line(w: &mut SqlWriter, name: Name) -> &mut SqlWriter {
    w.raw(",\n    CONSTRAINT ").ident(name.as_str())
}

fn names<'w>(w: &'w mut SqlWriter, names: &[&str]) -> &'w mut SqlWriter {
    for (at, name) in names.iter().enumerate() {
        w.raw(if at == 0 { "" } else { ", " }).ident(name);
    }
    w
}

fn is_generated(table: &TableDef) -> bool {
    matches!(table.primary_key.generation, Generation::Database { .. })
}

fn has_key_at_column(dialect: Dialect, table: &TableDef) -> bool {
    is_generated(table) && matches!(dialect.spelling().generated_key(), GeneratedKey::AtColumn(_))
}

fn column(w: &mut SqlWriter, table: &TableDef, column: &ColumnDef) -> Result<(), Error> {
    w.ident(column.name).raw(" ");
    w.dialect().spelling().column_type(w, column);
    if !column.nullable || table.is_key(column) {
        w.raw(" NOT NULL");
    }
    if let Some(value) = &column.default {
        w.raw(" DEFAULT ");
        default(w, table, column, value)?;
    }
    if table.is_key(column) {
        generated_key(w, table);
    }
    Ok(())
}

fn generated_key(w: &mut SqlWriter, table: &TableDef) {
    let Generation::Database { never_reuse } = table.primary_key.generation else { return };
    match w.dialect().spelling().generated_key() {
        GeneratedKey::Words(words) => {
            w.raw(words);
        }
        GeneratedKey::AtColumn(words) => {
            w.raw(" CONSTRAINT ").ident(table.primary_key.name.as_str()).raw(" PRIMARY KEY");
            w.raw(if never_reuse { words } else { "" });
        }
    }
}

fn default(
    w: &mut SqlWriter,
    table: &TableDef,
    column: &ColumnDef,
    value: &DefaultDef,
) -> Result<(), Error> {
    let spelling = w.dialect().spelling();
    let parentheses = spelling.parenthesizes_default(column)
        && !matches!(value, DefaultDef::Now | DefaultDef::Sql(_));
    let refuse = |message| {
        let error = Error::new(ErrorKind::Config, message);
        Err(error.with_model(table.model).with_fields([column.field]))
    };
    w.raw(if parentheses { "(" } else { "" });
    match *value {
        DefaultDef::Bool(value) => w.raw(spelling.boolean(value)),
        DefaultDef::Int(value) => w.integer(value),
        DefaultDef::Float(value) if value.is_finite() => w.float(value),
        DefaultDef::Float(_) => return refuse("a default must be a finite number"),
        DefaultDef::Text(text) if text.contains('\0') => {
            return refuse("a default must not have a NUL character");
        }
        DefaultDef::Text(_) if matches!(column.ty, SqlType::Bytes | SqlType::Uuid) => {
            return refuse("a text is no default of such a column; give one in SQL");
        }
        DefaultDef::Text(text) => w.default_text(text),
        DefaultDef::Now => match spelling.now(column.ty) {
            Some(now) => w.raw(now),
            None => return refuse("only a date or a time has the default `now`"),
        },
        DefaultDef::Sql(sql) => w.raw("(").raw(sql).raw(")"),
    };
    w.raw(if parentheses { ")" } else { "" });
    Ok(())
}

fn column_check(w: &mut SqlWriter, table: &TableDef, column: &ColumnDef) {
    let Some(check) = w.dialect().spelling().column_check(column) else { return };
    line(w, Name::column_check(table.name, column.name, check.rule)).raw(" CHECK (");
    w.raw(check.before).ident(column.name).raw(check.after);
    if let Some(limit) = check.limit {
        w.number(limit.into());
    }
    w.raw(")");
}

/// Writes a foreign key as a constraint of the table: MySQL ignores those at columns.
pub(super) fn foreign_key(w: &mut SqlWriter, key: &ForeignKeyDef) {
    w.raw("CONSTRAINT ").ident(key.name.as_str()).raw(" FOREIGN KEY (");
    names(w, key.columns).raw(") REFERENCES ").ident(key.parent).raw(" (");
    names(w, key.references).raw(")");
    w.raw(" ON DELETE ").raw(action(key.on_delete));
    w.raw(" ON UPDATE ").raw(action(key.on_update));
}

fn action(action: ReferentialAction) -> &'static str {
    match action {
        ReferentialAction::Restrict => "RESTRICT",
        ReferentialAction::Cascade => "CASCADE",
        ReferentialAction::SetNull => "SET NULL",
        ReferentialAction::NoAction => "NO ACTION",
    }
}

/// Renders CREATE INDEX.
pub(super) fn create_index(dialect: Dialect, table: &TableDef, index: &IndexDef) -> String {
    let mut w = SqlWriter::new(dialect);
    w.raw(if index.unique { "CREATE UNIQUE INDEX" } else { "CREATE INDEX" });
    w.raw(" IF NOT EXISTS ").ident(index.name.as_str()).raw(" ON ").ident(table.name).raw(" (");
    parts(&mut w, table, index.parts);
    w.raw(")");
    if let Some(filter) = index.filter {
        w.raw(" WHERE ").raw(filter);
    }
    w.into_text()
}

fn parts(w: &mut SqlWriter, table: &TableDef, parts: &[IndexPart]) {
    for (at, part) in parts.iter().enumerate() {
        w.raw(if at == 0 { "" } else { ", " }).ident(part.column);
        w.raw(if part.descending { " DESC" } else { "" });
        if table.column(part.column).is_some_and(|column| column.nullable) {
            w.raw(w.dialect().spelling().index_nulls(part.descending));
        }
    }
}

/// Writes the indexes as parts of the table, and one for each foreign key that has none.
fn indexes(w: &mut SqlWriter, table: &TableDef) {
    for index in table.indexes {
        w.raw(if index.unique { ",\n    UNIQUE INDEX " } else { ",\n    INDEX " });
        w.ident(index.name.as_str()).raw(" (");
        parts(w, table, index.parts);
        w.raw(")");
    }
    let mut added: Vec<&[&str]> = Vec::new();
    for key in table.foreign_keys {
        if is_indexed(table, key.columns)
            || added.iter().any(|other| other.starts_with(key.columns))
        {
            continue;
        }
        added.push(key.columns);
        let name = Name::index(table.name, key.columns);
        w.raw(",\n    INDEX ").ident(name.as_str()).raw(" (");
        names(w, key.columns).raw(")");
    }
}

/// Tells whether a key or an index begins with the columns.
fn is_indexed(table: &TableDef, columns: &[&str]) -> bool {
    let begins = |index: &IndexDef| {
        let mut parts = index.parts.iter().map(|part| part.column);
        columns.iter().all(|&column| parts.next() == Some(column))
    };
    table.primary_key.columns.starts_with(columns)
        || table.uniques.iter().any(|unique| unique.columns.starts_with(columns))
        || table.indexes.iter().any(begins)
}
