//! Rules about fields and their names.

use proc_macro2::Ident;
use quote::ToTokens;

use crate::diagnostics::Diagnostics;
use crate::item::Item;
use crate::{ir, name};

pub(super) fn skipped_field_has_no_other_attribute(item: &Item, diagnostics: &mut Diagnostics) {
    for field in item.fields.iter().filter(|field| field.attrs.has("skip")) {
        for other in field.attrs.written.iter().filter(|written| *written != "skip") {
            let message =
                format!("a skipped field has no column; remove `#[{other}]` or `#[skip]`");
            diagnostics.push(other, message);
        }
    }
}

/// SQLite and MySQL do not tell the case of columns apart.
pub(super) fn column_names_differ(item: &Item, diagnostics: &mut Diagnostics) {
    let mut columns: Vec<(String, &Ident)> = Vec::new();
    for field in item.stored() {
        let given = field.attrs.column.name.as_ref();
        let column = given.map_or_else(|| name::text(&field.ident), |name| name.value());
        let lower = column.to_ascii_lowercase();
        match columns.iter().find(|(other, _)| *other == lower) {
            Some((_, other)) => {
                let place: &dyn ToTokens = given.map_or(&field.ident, |name| name);
                let other = name::text(other);
                diagnostics
                    .push(place, format!("`{column}` is the column of `{other}`; rename one"));
            }
            None => columns.push((lower, &field.ident)),
        }
    }
}

/// A model's columns and relations have a handle each: consts of one `impl`.
pub(super) fn handle_names_differ(model: &ir::Model, diagnostics: &mut Diagnostics) {
    let mut handles: Vec<(Ident, String)> = Vec::new();
    for field in model.fields.iter().filter(|field| !field.clashes) {
        let handle = name::const_name(&field.ident);
        match handles.iter().find(|(other, _)| *other == handle) {
            Some((_, other)) => {
                let message = format!("the handle of {other} is called `{handle}` too; rename one");
                diagnostics.push(&field.ident, message);
            }
            None => handles.push((handle, format!("the field `{}`", field.name))),
        }
    }
    let foreign_keys = model.foreign_keys.iter().map(|key| (&key.name, "relation"));
    // Those of other parents are consts of another type.
    let own = model.given_to_parents().filter(|(parent, ..)| parent.is_ident(&model.ident));
    let own = own.map(|(_, name, kind)| (name, kind));
    for (ident, kind) in foreign_keys.chain(own) {
        let handle = name::const_name(ident);
        match handles.iter().find(|(other, _)| *other == handle) {
            Some((_, other)) => {
                let message = format!(
                    "the handle of {other} is called `{handle}` too; give the {kind} another name"
                );
                diagnostics.push(ident, message);
            }
            None => handles.push((handle, format!("the {kind} `{}`", name::text(ident)))),
        }
    }
}

/// The methods that every create builder has.
pub(crate) const OF_THE_BUILDER: [&str; 4] = ["explain", "insert", "to_sql", "with"];

/// `User::create()` answers a builder with one setter per column and relation.
pub(super) fn setter_is_no_method_of_the_builder(model: &ir::Model, diagnostics: &mut Diagnostics) {
    let fields = model.fields.iter().filter(|field| !field.clashes).map(|field| &field.ident);
    let relations = model.foreign_keys.iter().map(|key| &key.name);
    for ident in fields.chain(relations) {
        if OF_THE_BUILDER.iter().any(|method| ident == method) {
            let message = format!(
                "the create builder has a method `{ident}` of its own; choose another name, and for \
                 a column keep this one with `#[column(name = \"{ident}\")]`"
            );
            diagnostics.push(ident, message);
        }
    }
}
