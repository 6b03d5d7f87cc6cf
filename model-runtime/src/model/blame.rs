//! Translates what a database names, constraints and columns, into model and fields.

use crate::error::{Error, ErrorKind, Origin};
use crate::model::{BelongsTo, Column, HasMany, HasOne, Model};
use crate::schema::{Name, TableDef};

/// Names the model of a failed statement, and the fields where they can be told.
pub(crate) fn blame(table: &TableDef, error: Error) -> Error {
    let error = as_value_error(table, error);
    let columns = columns_of(table, error.kind(), error.origin());
    let fields = columns.iter().filter_map(|name| Some(table.column(name)?.field));
    let fields: Vec<_> = fields.collect();
    let constraint = constraint_of(table, error.kind(), &columns);
    error.with_model(table.model).with_fields(fields).with_constraint(constraint)
}

/// A CHECK that a dialect adds for a column's type means what a refused value means elsewhere.
fn as_value_error(table: &TableDef, error: Error) -> Error {
    let (ErrorKind::Check, Some(name)) = (error.kind(), error.constraint()) else { return error };
    let is = |rule| {
        let mut columns = table.columns.iter();
        columns.any(|column| Name::column_check(table.name, column.name, rule).as_str() == name)
    };
    match name {
        _ if is("range") => error.with_kind(ErrorKind::OutOfRange),
        _ if is("length") => error.with_kind(ErrorKind::TooLong),
        _ => error,
    }
}

/// The same for a DELETE. Where others refer to a row, none of its own fields is to blame, though it
/// may have a foreign key as well; which key of the children it was, [`Error::violates`] tells.
pub(crate) fn blame_delete(table: &TableDef, error: Error) -> Error {
    match error.kind() {
        ErrorKind::ForeignKey => error.with_model(table.model),
        _ => blame(table, error),
    }
}

/// The columns that an error is about.
fn columns_of(table: &TableDef, kind: ErrorKind, origin: &Origin) -> Vec<String> {
    if origin.table.as_deref().is_some_and(|name| name != table.name) {
        // Rows of another table are in the way, as when a parent is deleted that has children.
        return Vec::new();
    }
    if !origin.columns.is_empty() {
        return origin.columns.clone();
    }
    if let Some(name) = origin.constraint.as_deref() {
        return columns_of_constraint(table, kind, name);
    }
    if let (ErrorKind::Decode, Some(ordinal)) = (kind, origin.ordinal) {
        return table
            .columns
            .get(ordinal)
            .map(|column| column.name.to_owned())
            .into_iter()
            .collect();
    }
    if let (ErrorKind::ForeignKey, [only]) = (kind, table.foreign_keys) {
        // SQLite does not say which foreign key it was; of one there is no doubt.
        return owned(only.columns);
    }
    Vec::new()
}

fn owned(columns: &[&str]) -> Vec<String> {
    columns.iter().map(|&column| column.to_owned()).collect()
}

fn columns_of_constraint(table: &TableDef, kind: ErrorKind, name: &str) -> Vec<String> {
    let key = &table.primary_key;
    // MySQL calls every primary key PRIMARY.
    if key.name.as_str() == name || (kind == ErrorKind::Unique && name == "PRIMARY") {
        return owned(key.columns);
    }
    if let Some(unique) = table.uniques.iter().find(|unique| unique.name.as_str() == name) {
        return owned(unique.columns);
    }
    if let Some(index) = table.indexes.iter().find(|index| index.name.as_str() == name) {
        return index.parts.iter().map(|part| part.column.to_owned()).collect();
    }
    if let Some(key) = table.foreign_keys.iter().find(|key| key.name.as_str() == name) {
        return owned(key.columns);
    }
    let checked = table.columns.iter().filter(|column| is_column_check(table, column.name, name));
    checked.map(|column| column.name.to_owned()).collect()
}

/// Tells whether a CHECK is one that the dialects add to a column for its type.
fn is_column_check(table: &TableDef, column: &str, name: &str) -> bool {
    let rules = ["length", "range", "bool", "json", "uuid"];
    rules.iter().any(|rule| Name::column_check(table.name, column, rule).as_str() == name)
        || Name::check(table.name, column).as_str() == name
}

/// The name of the unique constraint or index over some columns, which SQLite does not tell.
fn constraint_of(table: &TableDef, kind: ErrorKind, columns: &[String]) -> Option<Name> {
    match kind {
        ErrorKind::Unique if table.primary_key.columns == columns => Some(table.primary_key.name),
        ErrorKind::Unique => {
            let unique = table.uniques.iter().find(|unique| unique.columns == columns);
            let unique = unique.map(|unique| unique.name);
            unique.or_else(|| {
                let same = |index: &&crate::schema::IndexDef| {
                    index.unique && index.parts.iter().map(|part| part.column).eq(columns.iter())
                };
                table.indexes.iter().find(same).map(|index| index.name)
            })
        }
        ErrorKind::ForeignKey => {
            let key = table.foreign_keys.iter().find(|key| key.columns == columns);
            key.map(|key| key.name)
        }
        _ => None,
    }
}

/// What [`Error::violates`] can be asked about: a column or a relation.
pub trait Constrained {
    /// The table.
    #[doc(hidden)]
    fn table(&self) -> &'static TableDef;

    /// The names of the columns in the database.
    #[doc(hidden)]
    fn columns(&self) -> Vec<&'static str>;
}

impl<M: Model, T> Constrained for Column<M, T> {
    fn table(&self) -> &'static TableDef {
        M::TABLE
    }

    fn columns(&self) -> Vec<&'static str> {
        vec![self.name()]
    }
}

impl<C: Model, P, N> Constrained for BelongsTo<C, P, N> {
    fn table(&self) -> &'static TableDef {
        C::TABLE
    }

    fn columns(&self) -> Vec<&'static str> {
        self.foreign_key().columns.to_vec()
    }
}

impl<P, C: Model> Constrained for HasMany<P, C> {
    fn table(&self) -> &'static TableDef {
        C::TABLE
    }

    fn columns(&self) -> Vec<&'static str> {
        self.foreign_key().columns.to_vec()
    }
}

impl<P, C: Model> Constrained for HasOne<P, C> {
    fn table(&self) -> &'static TableDef {
        C::TABLE
    }

    fn columns(&self) -> Vec<&'static str> {
        self.foreign_key().columns.to_vec()
    }
}

/// Tells whether a foreign key over these columns is what the database named: by its name, or by
/// table and columns where it was not us who named it.
fn is_foreign_key(origin: &Origin, table: &TableDef, columns: &[&str]) -> bool {
    if origin.table.as_deref().is_some_and(|name| name != table.name) {
        return false;
    }
    let keys = table.foreign_keys.iter();
    let mut keys = keys.filter(|key| columns.iter().all(|name| key.columns.contains(name)));
    keys.any(|key| {
        origin.constraint.as_deref() == Some(key.name.as_str())
            || (origin.table.is_some() && origin.columns == key.columns)
    })
}

impl Error {
    /// Tells whether a constraint over this column, or of this relation, refused the statement.
    ///
    /// That of a child as well, where a parent was to be deleted: `error.violates(Post::AUTHOR_ID)`,
    /// `error.violates(Post::AUTHOR)` and `error.violates(User::POSTS)` are then the same question.
    ///
    /// ```
    /// # use model_runtime::prelude::*;
    /// # #[derive(Model, Debug)] struct User { #[primary_key] id: i64, #[unique] username: String }
    /// # const SCHEMA: Schema = schema![User];
    /// # #[tokio::main] async fn main() -> Result<()> {
    /// # let db = Db::connect("sqlite::memory:").await?;
    /// # db.create_all(&SCHEMA).await?;
    /// User::create().username("fred").insert(&db).await?;
    /// let error = User::create().username("fred").insert(&db).await.unwrap_err();
    /// assert!(error.is_unique_violation() && error.violates(User::USERNAME));
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn violates(&self, what: impl Constrained) -> bool {
        let table = what.table();
        let is_constraint = matches!(
            self.kind(),
            ErrorKind::Unique
                | ErrorKind::ForeignKey
                | ErrorKind::NotNull
                | ErrorKind::Check
                | ErrorKind::Exclusion
        );
        let columns = what.columns();
        let is_of_field = |name: &&str| {
            table.column(name).is_some_and(|column| self.fields().contains(&column.field))
        };
        let is_of_children = || {
            self.kind() == ErrorKind::ForeignKey && is_foreign_key(self.origin(), table, &columns)
        };
        is_constraint
            && (self.model() == Some(table.model) && columns.iter().all(is_of_field)
                || is_of_children())
    }
}
