//! The tables whose columns an expression names.

use crate::dialect::SqlWriter;
use crate::error::{Error, ErrorKind};
use crate::schema::TableDef;
use crate::value::SqlType;

/// The deepest nesting. SQLite takes a thousand levels of its own, and our stack is not endless.
const MAX_DEPTH: u32 = 200;

/// The table whose columns an expression names: the statement's own, or a related one.
#[derive(Debug, Clone, Copy)]
pub(in crate::dialect) struct Scope<'a> {
    /// The statement's own table.
    table: &'a TableDef,
    /// How many related tables lie between that and this one.
    related: u32,
    /// How many expressions this one lies within.
    depth: u32,
}

impl<'a> Scope<'a> {
    /// Begins with the statement's own table.
    pub(in crate::dialect) fn of(table: &'a TableDef) -> Self {
        Self { table, related: 0, depth: 0 }
    }

    /// Returns the same scope one expression further in, and refuses the statement if that is too deep.
    pub(super) fn deeper(self, w: &mut SqlWriter) -> Option<Self> {
        if self.depth == MAX_DEPTH {
            let message = "the expression is nested too deeply; build long conditions of one kind, \
                           or in several parts";
            w.refuse(Error::new(ErrorKind::TooLong, message));
            return None;
        }
        Some(Self { depth: self.depth + 1, ..self })
    }

    /// Returns the scope of a table that is related to this one.
    pub(super) fn within(self) -> Self {
        Self { related: self.related + 1, ..self }
    }

    /// Writes a column: bare in the statement's own scope, after the alias in others.
    pub(super) fn column(self, w: &mut SqlWriter, name: &str) {
        if self.related > 0 {
            self.alias(w);
            w.raw(".");
        }
        w.ident(name);
    }

    /// Writes a column so that an inner scope means this table's.
    pub(super) fn column_from_within(self, w: &mut SqlWriter, name: &str) {
        if self.related > 0 {
            return self.column(w, name);
        }
        w.ident(self.table.name).raw(".").ident(name);
    }

    /// Writes the alias of a related table: `t1`, or `r1` where the statement's own is called so.
    pub(super) fn alias(self, w: &mut SqlWriter) {
        let mut name = self.table.name.chars();
        let taken = name.next().is_some_and(|first| first.eq_ignore_ascii_case(&'t'))
            && name.all(|digit| digit.is_ascii_digit());
        w.alias(if taken { "r" } else { "t" }, self.related);
    }

    /// Returns the type of a column, which is known of the statement's own table only.
    pub(super) fn type_of(self, name: &str) -> Option<SqlType> {
        if self.related > 0 {
            return None;
        }
        self.table.column(name).map(|column| column.ty)
    }
}
