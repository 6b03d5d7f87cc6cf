//! SELECT, INSERT, UPDATE and DELETE → text.

mod change;
#[cfg(feature = "sqlite")]
mod gathered;
mod insert;
mod recursive;
mod reference;
mod related;
mod select;
mod selection;

pub use change::{delete, update};
#[cfg(feature = "sqlite")]
pub(crate) use gathered::{GATHER, TAKE, gathered};
pub use insert::{advance_key, insert};
pub use recursive::recursive;
pub use reference::{foreign_keys, refers};
pub use related::related;
pub use select::select;
pub use selection::selection;

use crate::dialect::SqlWriter;
use crate::dialect::expr::{self, Scope};
use crate::query::Expr;
use crate::schema::TableDef;

/// Writes names with commas between them.
fn names<'a>(w: &mut SqlWriter, names: impl IntoIterator<Item = &'a str>) {
    for (at, name) in names.into_iter().enumerate() {
        if at > 0 {
            w.raw(", ");
        }
        w.ident(name);
    }
}

/// Writes the names of all columns of a table.
fn columns(w: &mut SqlWriter, table: &TableDef) {
    names(w, table.columns.iter().map(|column| column.name));
}

/// Writes ` WHERE …`, if there is a condition.
fn filter(w: &mut SqlWriter, table: &TableDef, filter: Option<&Expr>) {
    condition(w, Scope::of(table), filter);
}

/// The same in a scope.
fn condition(w: &mut SqlWriter, scope: Scope<'_>, filter: Option<&Expr>) {
    if let Some(filter) = filter {
        w.raw(" WHERE ");
        expr::whole(w, scope, filter);
    }
}
