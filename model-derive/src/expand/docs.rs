//! The sentences on emitted items, with the SQL that they run.
//!
//! The documentation of an item is one text, so that it is one token of the expansion.

use proc_macro2::Ident;

use crate::expand::sql::Related;
use crate::expand::{facts, fields, sql};
use crate::ir::{Field, ForeignKey, Model};
use crate::name;

fn quote_path(path: &syn::Path) -> String {
    path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default()
}

pub(super) fn column(model: &Model, field: &Field) -> String {
    let facts = facts::column(model, field);
    format!("The column `{}` of the table `{}`: {facts}.", field.column, model.table)
}

pub(super) fn query(model: &Model) -> String {
    let Model { ident, table, .. } = model;
    format!(
        "Begins a query of all records: the rows of the table `{table}`, which `{ident}::ddl(dialect)` \
         makes.\n\n{}\n\n{}",
        facts::table(model),
        sql::all(model)
    )
}

pub(super) fn filter(model: &Model) -> String {
    let sql = sql::matching(model);
    format!("Begins a query of the records that meet a condition; `None` is no condition.\n\n{sql}")
}

pub(super) fn find(model: &Model) -> String {
    let sql = sql::by(model, &model.primary_key.fields);
    format!("Begins a query of the record with this primary key.\n\n{sql}")
}

pub(super) fn finder(model: &Model, set: &[usize]) -> String {
    let names: Vec<_> = fields(model, set).map(|field| format!("`{}`", field.name)).collect();
    let sql = sql::by(model, set);
    format!("Begins a query of the record with this {}.\n\n{sql}", names.join(" and "))
}

pub(super) fn builder(model: &Model) -> String {
    format!("A new [`{}`], built column by column; begun by `{0}::create()`.", model.ident)
}

pub(super) fn create(model: &Model) -> String {
    let sql = sql::insert(model);
    format!(
        "Begins a new record. Columns that are not set are left out and have their defaults.\n\n{sql}"
    )
}

pub(super) fn setter(model: &Model, field: &Field) -> String {
    format!("Sets the column `{}` of `{}`.", field.column, model.table)
}

/// The columns of a foreign key: `` `book_id` and `number` ``.
fn key_columns(model: &Model, key: &ForeignKey) -> String {
    let names: Vec<_> =
        fields(model, &key.fields).map(|field| format!("`{}`", field.column)).collect();
    names.join(" and ")
}

pub(super) fn parent_setter(model: &Model, key: &ForeignKey) -> String {
    let parent = quote_path(&key.parent);
    let columns = if key.fields.len() > 1 { "columns" } else { "column" };
    let names = key_columns(model, key);
    format!("Sets the {columns} {names} of `{}` to the key of a `{parent}`.", model.table)
}

pub(super) fn with(model: &Model) -> String {
    format!(
        "Adds records that refer to this `{}`, or that are linked to it, and are stored along with it, in the \
         same transaction: the rows of each table in one statement, parents first. What is linked may be \
         stored already.",
        model.ident
    )
}

pub(super) fn insert(model: &Model) -> String {
    let sql = sql::insert_and_read(model);
    format!(
        "Stores the record and returns it as it is stored, generated key and defaults included.\n\n\
         Compiles once all required columns are set; those that are not set are left out.\n\n{sql}\n\n\
         # Errors\n\nA value that can not be stored; what the database refuses."
    )
}

pub(super) fn belongs_to(model: &Model, key: &ForeignKey) -> String {
    format!(
        "The relation of a `{}` to its `{}`.\n\n{}",
        model.ident,
        quote_path(&key.parent),
        loads(&Related::parent(model, key))
    )
}

/// What loads the related records of many.
fn loads(related: &Related<'_>) -> String {
    format!(
        "`.with(…)` loads along what is related to many records by one statement; this is that for \
         one record:\n\n{}",
        related.of_many()
    )
}

pub(super) fn parent(model: &Model, key: &ForeignKey) -> String {
    let parent = quote_path(&key.parent);
    let columns: Vec<_> = key
        .references
        .iter()
        .map(|column| format!("`{}`", column.to_string().to_lowercase()))
        .collect();
    let referred =
        if columns.is_empty() { "primary key".to_owned() } else { columns.join(" and ") };
    let names = key_columns(model, key);
    let sql = Related::parent(model, key).of_one();
    format!(
        "Begins a query of the `{parent}` that this `{}` refers to: the one whose {referred} is \
         {names}.\n\n{sql}",
        model.ident
    )
}

pub(super) fn back(model: &Model, key: &ForeignKey) -> String {
    let parent = quote_path(&key.parent);
    let children = if key.one_to_one { "the" } else { "each" };
    let loads = loads(&Related::children(model, key));
    format!(
        "The relation of a `{parent}` to {children} `{}` that refers to it.\n\n{loads}",
        model.ident
    )
}

pub(super) fn children(model: &Model, key: &ForeignKey) -> String {
    let children = if key.one_to_one { "the" } else { "each" };
    let sql = Related::children(model, key).of_one();
    format!("Begins a query of {children} `{}` that refers to this record.\n\n{sql}", model.ident)
}

pub(super) fn extension(parent: &syn::Path, name: &Ident) -> String {
    let parent = quote_path(parent);
    let name = name::text(name);
    format!("Gives a `{parent}` its `{name}`: import it where they are asked for.")
}

pub(super) fn many_to_many(model: &Model, near: &ForeignKey, far: &ForeignKey) -> String {
    let [parent, other] = [near, far].map(|key| quote_path(&key.parent));
    let loads = loads(&Related::linked(model, near, far));
    format!(
        "The relation of a `{parent}` to each `{other}` that a `{}` links to it.\n\n{loads}",
        model.ident
    )
}

pub(super) fn linked(model: &Model, near: &ForeignKey, far: &ForeignKey) -> String {
    let other = quote_path(&far.parent);
    let sql = Related::linked(model, near, far).of_one();
    format!(
        "Begins a query of each `{other}` that a `{}` links to this record.\n\n{sql}",
        model.ident
    )
}
