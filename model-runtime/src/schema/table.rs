//! The descriptions of a table and its parts.

use crate::schema::Name;
use crate::schema::check::same;
use crate::value::SqlType;

/// A table, as its model declares it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TableDef {
    /// The model's name, as in `User`.
    pub model: &'static str,
    /// The table's name, as in `users`.
    pub name: &'static str,
    /// The columns, in the order of the struct's fields.
    pub columns: &'static [ColumnDef],
    /// The primary key.
    pub primary_key: PrimaryKeyDef,
    /// The UNIQUE constraints.
    pub uniques: &'static [UniqueDef],
    /// The indexes, unique ones included.
    pub indexes: &'static [IndexDef],
    /// The foreign keys.
    pub foreign_keys: &'static [ForeignKeyDef],
    /// The CHECK constraints that the model declares; those of column types are the dialect's.
    pub checks: &'static [CheckDef],
}

impl TableDef {
    /// Returns the column of that name in the database.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&'static ColumnDef> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Tells whether the column is a member of the primary key.
    #[must_use]
    pub fn is_key(&self, column: &ColumnDef) -> bool {
        self.primary_key.columns.contains(&column.name)
    }
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ColumnDef {
    /// The field's name in the struct.
    pub field: &'static str,
    /// The column's name in the database.
    pub name: &'static str,
    /// How it is stored.
    pub ty: SqlType,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// The most characters of a text.
    pub length: Option<u32>,
    /// The value of rows that do not give one.
    pub default: Option<DefaultDef>,
}

impl ColumnDef {
    /// Describes the column of a field; called by the derive with what the field's type says, as are the
    /// others.
    #[must_use]
    pub const fn of(field: &'static str, (ty, nullable): (SqlType, bool)) -> Self {
        Self { field, name: field, ty, nullable, length: None, default: None }
    }

    /// Gives it another name than that of the field.
    #[must_use]
    pub const fn named(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// Gives it a length, which only text has.
    #[must_use]
    pub const fn with_length(mut self, length: u32) -> Self {
        self.length = text_length(self.ty, Some(length), false);
        self
    }

    /// Makes it part of a key or an index: text then has a length, after what was given.
    #[must_use]
    pub const fn keyed(mut self) -> Self {
        self.length = text_length(self.ty, self.length, true);
        self
    }

    /// Gives it a default.
    #[must_use]
    pub const fn with_default(mut self, default: DefaultDef) -> Self {
        self.default = Some(default);
        self
    }
}

/// Describes the column of a field; called by the derive with what the field's type says.
#[must_use]
pub const fn column_of(field: &'static str, kind: (SqlType, bool)) -> ColumnDef {
    ColumnDef::of(field, kind)
}

/// The same, where the type is spelt `Option` and held to it: a builder does not wait for the column.
#[must_use]
pub const fn option_column(field: &'static str, kind: (SqlType, bool)) -> ColumnDef {
    assert!(kind.1, "this `Option` is not the one of std; give it another name");
    ColumnDef::of(field, kind)
}

/// The same, where the type is spelt like one of std that is never NULL and held to it: a builder waits for
/// the column.
#[must_use]
pub const fn required_column(field: &'static str, kind: (SqlType, bool)) -> ColumnDef {
    assert!(!kind.1, "this type is not the one of std; give it another name");
    ColumnDef::of(field, kind)
}

/// Returns the length of a text column: the given one, or 255 where a key or an index needs one.
#[must_use]
pub const fn text_length(ty: SqlType, given: Option<u32>, keyed: bool) -> Option<u32> {
    match (ty, given) {
        (SqlType::Text, None) if keyed => Some(255),
        (SqlType::Text, given) => given,
        _ => None,
    }
}

/// The default of a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DefaultDef {
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number.
    Float(f64),
    /// A text.
    Text(&'static str),
    /// The time at which the row is inserted.
    Now,
    /// An expression in the database's own language.
    Sql(&'static str),
}

/// Who makes the values of a primary key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Generation {
    /// Whoever creates the record.
    Manual,
    /// The database, counting.
    Database {
        /// Whether numbers of deleted rows stay unused (SQLite's AUTOINCREMENT; always so elsewhere).
        never_reuse: bool,
    },
    /// This library: a UUID of version 7.
    Uuid,
}

impl Generation {
    /// Tells whether a create has to give the key.
    #[must_use]
    pub const fn is_manual(self) -> bool {
        matches!(self, Self::Manual)
    }
}

/// A primary key.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PrimaryKeyDef {
    /// The constraint's name.
    pub name: Name,
    /// The names of its columns.
    pub columns: &'static [&'static str],
    /// Who makes its values.
    pub generation: Generation,
}

impl PrimaryKeyDef {
    /// Describes the key of a table; called by the derive, as are those of the others.
    #[must_use]
    pub const fn of(table: &str, columns: &'static [&'static str], generation: Generation) -> Self {
        Self { name: Name::primary_key(table), columns, generation }
    }

    /// No key: what a derive that reported a mistake leaves behind.
    #[doc(hidden)]
    pub const NONE: Self =
        Self { name: Name::literal(""), columns: &[], generation: Generation::Manual };
}

/// What a table says of itself alone: other tables refer to no more, so that there are no circles.
#[derive(Debug, Clone, Copy)]
pub struct Outline {
    /// The model's name, as in `User`.
    pub model: &'static str,
    /// The table's name, as in `users`.
    pub name: &'static str,
    /// The columns.
    pub columns: &'static [ColumnDef],
    /// The primary key.
    pub primary_key: PrimaryKeyDef,
}

impl Outline {
    /// No table: what a derive that reported a mistake leaves behind.
    #[doc(hidden)]
    pub const NONE: Self =
        Self { model: "", name: "", columns: &[], primary_key: PrimaryKeyDef::NONE };
}

/// Describes a table: its model and name, its columns, and those of its key; called by the derive.
#[must_use]
pub const fn outline(
    model: &'static str,
    name: &'static str,
    columns: &'static [ColumnDef],
    key: &'static [&'static str],
    generation: Generation,
) -> Outline {
    Outline { model, name, columns, primary_key: PrimaryKeyDef::of(name, key, generation) }
}

/// Returns the position of a column of that name.
pub(crate) const fn position(columns: &[ColumnDef], name: &str) -> usize {
    let mut at = 0;
    while at < columns.len() && !same(columns[at].name, name) {
        at += 1;
    }
    at
}

/// A foreign key by its place in its table's description.
///
/// By way of the table, which stands in a program once; what is read out of a const stands wherever that is done.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ForeignKeyAt {
    pub(crate) table: &'static TableDef,
    pub(crate) at: usize,
}

impl ForeignKeyAt {
    pub(crate) const fn def(self) -> &'static ForeignKeyDef {
        &self.table.foreign_keys[self.at]
    }
}

/// A UNIQUE constraint.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UniqueDef {
    /// The constraint's name.
    pub name: Name,
    /// The names of its columns.
    pub columns: &'static [&'static str],
}

impl UniqueDef {
    /// Describes a constraint.
    #[must_use]
    pub const fn of(name: Name, columns: &'static [&'static str]) -> Self {
        Self { name, columns }
    }
}

/// An index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IndexDef {
    /// The index's name.
    pub name: Name,
    /// Its columns.
    pub parts: &'static [IndexPart],
    /// Whether it refuses duplicates.
    pub unique: bool,
    /// The condition of a partial index, in SQL.
    pub filter: Option<&'static str>,
}

impl IndexDef {
    /// Describes an index.
    #[must_use]
    pub const fn of(name: Name, parts: &'static [IndexPart]) -> Self {
        Self { name, parts, unique: false, filter: None }
    }

    /// Makes it refuse duplicates.
    #[must_use]
    pub const fn unique(mut self) -> Self {
        self.unique = true;
        self
    }

    /// Restricts it to the rows that meet a condition, in SQL.
    #[must_use]
    pub const fn filtered(mut self, filter: &'static str) -> Self {
        self.filter = Some(filter);
        self
    }
}

/// A column of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndexPart {
    /// The column's name.
    pub column: &'static str,
    /// Whether it sorts from high to low.
    pub descending: bool,
}

impl IndexPart {
    /// Describes a column that sorts from low to high.
    #[must_use]
    pub const fn asc(column: &'static str) -> Self {
        Self { column, descending: false }
    }

    /// Describes a column that sorts from high to low.
    #[must_use]
    pub const fn desc(column: &'static str) -> Self {
        Self { column, descending: true }
    }
}

/// A foreign key.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ForeignKeyDef {
    /// The constraint's name.
    pub name: Name,
    /// The names of its columns in the child.
    pub columns: &'static [&'static str],
    /// The parent's table.
    pub parent: &'static str,
    /// The names of the parent's columns that they refer to.
    pub references: &'static [&'static str],
    /// What deleting the parent does.
    pub on_delete: ReferentialAction,
    /// What changing the parent's key does.
    pub on_update: ReferentialAction,
}

impl ForeignKeyDef {
    /// Describes a foreign key that restricts what is done to the parent.
    #[must_use]
    pub const fn of(
        table: &str,
        columns: &'static [&'static str],
        parent: &'static str,
        references: &'static [&'static str],
    ) -> Self {
        let name = Name::foreign_key(table, columns, parent);
        let restrict = ReferentialAction::Restrict;
        Self { name, columns, parent, references, on_delete: restrict, on_update: restrict }
    }

    /// Says what deleting the parent does.
    #[must_use]
    pub const fn on_delete(mut self, action: ReferentialAction) -> Self {
        self.on_delete = action;
        self
    }

    /// Says what changing the parent's key does.
    #[must_use]
    pub const fn on_update(mut self, action: ReferentialAction) -> Self {
        self.on_update = action;
        self
    }
}

/// What a change of the parent does to its children.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReferentialAction {
    /// It is refused while there are children.
    #[default]
    Restrict,
    /// The children follow.
    Cascade,
    /// The children lose their parent.
    SetNull,
    /// It is refused if there are children at the end of the statement.
    NoAction,
}

/// A CHECK constraint.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CheckDef {
    /// The constraint's name.
    pub name: Name,
    /// The condition, in SQL.
    pub sql: &'static str,
}

impl CheckDef {
    /// Describes a constraint by the end of its name.
    #[must_use]
    pub const fn of(table: &str, name: &str, sql: &'static str) -> Self {
        Self { name: Name::check(table, name), sql }
    }
}
