//! The tables whose columns an expression names.

use crate::dialect::SqlWriter;
use crate::dialect::expr::Joins;
use crate::error::{Error, ErrorKind};
use crate::query::{Expr, Step};
use crate::schema::TableDef;
use crate::value::SqlType;

/// The deepest nesting. SQLite takes a thousand levels of its own, and our stack is not endless.
const MAX_DEPTH: u32 = 200;

/// The table whose columns an expression names: the statement's own, or a related one.
#[derive(Debug, Clone, Copy)]
pub(in crate::dialect) struct Scope<'a> {
    /// The statement's own table.
    statement: &'a TableDef,
    /// This scope's table, where it is known.
    table: Option<&'a TableDef>,
    /// The number in the table's alias; 0 is the statement's own, which has none.
    alias: u32,
    /// The first number that no alias around has.
    free: u32,
    /// What is joined to the table, under the numbers before `free`.
    joins: &'a [Join<'a>],
    /// What an aggregating statement writes several times in the same words.
    keys: &'a [Expr],
    /// How many expressions this one lies within.
    depth: u32,
}

/// A table that is joined to the table of a scope.
#[derive(Debug, Clone, Copy)]
pub(in crate::dialect) struct Join<'a> {
    /// The join whose table the step starts from; `None` is the scope's own.
    pub(super) from: Option<usize>,
    pub(super) step: &'a Step,
    /// Whether there may be no row, of this step or one before.
    pub(super) optional: bool,
}

impl<'a> Scope<'a> {
    /// Begins with the statement's own table.
    pub(in crate::dialect) fn of(table: &'a TableDef) -> Self {
        let table_ = Some(table);
        Self { statement: table, table: table_, alias: 0, free: 1, joins: &[], keys: &[], depth: 0 }
    }

    /// Joins tables to this scope's.
    pub(in crate::dialect) fn joined(self, joins: &'a Joins<'a>) -> Self {
        let count = u32::try_from(joins.list().len()).unwrap_or(u32::MAX);
        Self { joins: joins.list(), free: self.free.saturating_add(count), ..self }
    }

    /// Says which expressions are written several times in the same words.
    pub(in crate::dialect) fn with_keys(self, keys: &'a [Expr]) -> Self {
        Self { keys, ..self }
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

    /// Returns the scope of a table that is related to this one, in a subquery.
    pub(super) fn within(self) -> Self {
        let free = self.free.saturating_add(1);
        Self { table: None, alias: self.free, free, joins: &[], keys: &[], ..self }
    }

    /// Returns the scope of a table that a step leads to, in a subquery.
    pub(super) fn within_table(self, table: &'a TableDef) -> Self {
        Self { table: Some(table), ..self.within() }
    }

    /// Returns the scope of the table of a join; nothing is joined to that.
    pub(super) fn at_join(self, at: usize) -> Self {
        let first = self.free.saturating_sub(u32::try_from(self.joins.len()).unwrap_or(u32::MAX));
        let alias = first.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
        let table = self.joins.get(at).map(|join| join.step.table);
        Self { table, alias, joins: &[], keys: &[], ..self }
    }

    /// Returns the joins to this scope's table.
    pub(super) fn joins(self) -> &'a [Join<'a>] {
        self.joins
    }

    /// Returns the place of an expression among those that are written in the same words.
    pub(super) fn key(self, expr: &Expr) -> Option<usize> {
        self.keys.iter().position(|key| key == expr)
    }

    /// Returns the scope's table, where it is known.
    pub(in crate::dialect) fn table(self) -> Option<&'a TableDef> {
        self.table
    }

    /// Writes a column: bare where the statement has no other table, else after its table.
    pub(in crate::dialect) fn column(self, w: &mut SqlWriter, name: &str) {
        if self.alias == 0 && self.joins.is_empty() {
            w.ident(name);
            return;
        }
        self.column_from_within(w, name);
    }

    /// Writes a column so that an inner scope means this table's.
    pub(super) fn column_from_within(self, w: &mut SqlWriter, name: &str) {
        if self.alias > 0 {
            self.alias(w);
        } else {
            w.ident(self.statement.name);
        }
        w.raw(".").ident(name);
    }

    /// Writes the alias of a related table: `t1`, or `r1` where the statement's own is called so.
    pub(super) fn alias(self, w: &mut SqlWriter) {
        let mut name = self.statement.name.chars();
        let taken = name.next().is_some_and(|first| first.eq_ignore_ascii_case(&'t'))
            && name.all(|digit| digit.is_ascii_digit());
        w.alias(if taken { "r" } else { "t" }, self.alias);
    }

    /// Returns the type of a column, where the scope's table is known.
    pub(super) fn type_of(self, name: &str) -> Option<SqlType> {
        self.table?.column(name).map(|column| column.ty)
    }
}
