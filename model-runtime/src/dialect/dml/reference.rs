//! Which rows refer to those of a DELETE: asked after it was refused.

use crate::dialect::{Dialect, SqlWriter, Statement, dml};
use crate::query::{Delete, Reference};

/// Asks for all foreign keys, a row per column: child, number, parent, column, referenced column,
/// action, and the text of the child's CREATE TABLE. `None` where a database itself names the one that
/// refused a statement; SQLite does not.
#[must_use]
pub fn foreign_keys(dialect: Dialect) -> Option<Statement> {
    if dialect != Dialect::Sqlite {
        return None;
    }
    let mut w = SqlWriter::new(dialect);
    w.raw("SELECT m.name, f.id, f.`table`, f.`from`, coalesce(f.`to`, ");
    // A key that names no column refers to the primary key.
    w.raw("(SELECT p.name FROM pragma_table_info(f.`table`) AS p WHERE p.pk = f.seq + 1)), ");
    w.raw("f.on_delete, m.sql FROM sqlite_master AS m JOIN pragma_foreign_key_list(m.name) AS f ");
    // They are numbered from the last one declared.
    w.raw("WHERE m.type = 'table' ORDER BY m.rowid, f.id DESC, f.seq");
    Some(w.finish())
}

/// Asks whether rows refer to those of a delete: the first reference is to its table, each further one
/// to the child of the one before.
#[must_use]
pub fn refers(dialect: Dialect, path: &[&Reference], delete: &Delete) -> Statement {
    let mut w = SqlWriter::new(dialect);
    w.raw("SELECT EXISTS (SELECT 1");
    for reference in path.iter().rev() {
        w.raw(" FROM ").ident(&reference.child).raw(" WHERE (");
        dml::names(&mut w, reference.columns.iter().map(String::as_str));
        w.raw(") IN (SELECT ");
        dml::names(&mut w, reference.references.iter().map(String::as_str));
    }
    w.raw(" FROM ").ident(delete.table.name);
    dml::filter(&mut w, delete.table, delete.filter.as_ref());
    for _ in path {
        w.raw(")");
    }
    w.raw(")");
    w.finish()
}
