//! Rules about primary keys, unique constraints and indexes.

use proc_macro2::Ident;
use syn::LitStr;

use crate::attr::{PrimaryKeyAttr, Sorted};
use crate::diagnostics::Diagnostics;
use crate::item::{Item, ItemField};
use crate::name;

pub(super) fn model_has_a_primary_key(item: &Item, diagnostics: &mut Diagnostics) {
    if !item.fields.iter().any(|field| field.attrs.has("primary_key")) {
        let message = "model has no primary key; mark a field with `#[primary_key]`";
        diagnostics.push(&item.ident, message);
    }
}

pub(super) fn never_reused_key_is_a_single_column(item: &Item, diagnostics: &mut Diagnostics) {
    if key_fields(item).count() < 2 {
        return;
    }
    for never_reuse in key_attrs(item).filter_map(|key| key.never_reuse.as_ref()) {
        let message = "a key of several fields is not generated; remove `never_reuse`";
        diagnostics.push(never_reuse, message);
    }
}

pub(super) fn manual_key_is_not_generated(item: &Item, diagnostics: &mut Diagnostics) {
    for key in key_attrs(item) {
        if let (Some(_), Some(never_reuse)) = (&key.manual, &key.never_reuse) {
            let message = "a manual key is not generated; remove `never_reuse` or `manual`";
            diagnostics.push(never_reuse, message);
        }
    }
}

pub(super) fn primary_key_has_no_default(item: &Item, diagnostics: &mut Diagnostics) {
    for default in key_fields(item).filter_map(|field| field.attrs.find("default")) {
        diagnostics.push(default, "a primary key has no default; remove `#[default]`");
    }
}

pub(super) fn primary_key_is_unique_already(item: &Item, diagnostics: &mut Diagnostics) {
    let key = Fields::of(key_fields(item).map(|field| &field.ident));
    for unique in uniques(item).filter(|unique| unique.fields == key) {
        let keyword = unique.keyword;
        diagnostics.push(keyword, format!("the primary key is unique already; remove `{keyword}`"));
    }
    let mut fields = key_fields(item);
    if let (Some(field), None) = (fields.next(), fields.next())
        && let (Some(index), false) = (field.attrs.find("index"), field.attrs.has("unique"))
    {
        diagnostics.push(index, "the primary key is indexed already; remove `#[index]`");
    }
}

pub(super) fn lists_name_each_field_once(item: &Item, diagnostics: &mut Diagnostics) {
    for unique in &item.model.uniques {
        names_each_once(unique.fields.iter(), diagnostics);
    }
    for composite in &item.model.foreign_keys {
        names_each_once(composite.fields.iter(), diagnostics);
    }
    let backrefs = item.fields.iter().filter_map(|field| field.attrs.backref.as_ref());
    let composite = item.model.foreign_keys.iter().filter_map(|key| key.backref.as_ref());
    let orders = backrefs.chain(composite).filter_map(|backref| backref.order_by.as_ref());
    let orders = orders.map(|order| &order.fields);
    let indexes = item.model.indexes.iter().map(|index| &index.parts);
    for list in indexes.chain(orders) {
        names_each_once(list.iter().map(|Sorted { field, .. }| field), diagnostics);
    }
}

pub(super) fn unique_fields_differ(item: &Item, diagnostics: &mut Diagnostics) {
    let mut seen: Vec<Fields> = Vec::new();
    for unique in uniques(item) {
        if seen.contains(&unique.fields) {
            let message = "the same fields are unique already; remove one of the two";
            diagnostics.push(unique.keyword, message);
        } else {
            seen.push(unique.fields);
        }
    }
}

/// Names are one set in a schema; only those that are written can be equal within a model.
pub(super) fn written_names_differ(item: &Item, diagnostics: &mut Diagnostics) {
    let uniques = item.model.uniques.iter().filter_map(|unique| unique.name.as_ref());
    let indexes = item.model.indexes.iter().filter_map(|index| index.name.as_ref());
    texts_differ(uniques.chain(indexes), diagnostics);
    texts_differ(item.model.checks.iter().map(|check| &check.name), diagnostics);
}

fn key_fields(item: &Item) -> impl Iterator<Item = &ItemField> {
    item.fields.iter().filter(|field| field.attrs.has("primary_key"))
}

fn key_attrs(item: &Item) -> impl Iterator<Item = &PrimaryKeyAttr> {
    item.fields.iter().filter_map(|field| field.attrs.primary_key.as_ref())
}

/// Fields' names, whatever their order.
#[derive(PartialEq)]
struct Fields(Vec<String>);

impl Fields {
    fn of<'i>(fields: impl Iterator<Item = &'i Ident>) -> Self {
        let mut names: Vec<_> = fields.map(name::text).collect();
        names.sort();
        Self(names)
    }
}

/// What makes fields unique: the word that says so, and the fields.
struct Uniqueness<'i> {
    keyword: &'i Ident,
    fields: Fields,
}

fn uniques(item: &Item) -> impl Iterator<Item = Uniqueness<'_>> {
    let of_fields = item.fields.iter().filter_map(|field| {
        let keyword = field.attrs.find("unique")?;
        Some(Uniqueness { keyword, fields: Fields::of([&field.ident].into_iter()) })
    });
    let constraints = item.model.uniques.iter().map(|unique| Uniqueness {
        keyword: &unique.keyword,
        fields: Fields::of(unique.fields.iter()),
    });
    // A partial index makes its fields unique in some rows only.
    let indexes = item.model.indexes.iter().filter(|index| index.unique && index.filter.is_none());
    let indexes = indexes.map(|index| Uniqueness {
        keyword: &index.keyword,
        fields: Fields::of(index.parts.iter().map(|part| &part.field)),
    });
    of_fields.chain(constraints).chain(indexes)
}

fn names_each_once<'i>(list: impl Iterator<Item = &'i Ident>, diagnostics: &mut Diagnostics) {
    let mut seen = Vec::new();
    for field in list {
        let name = name::text(field);
        if seen.contains(&name) {
            diagnostics.push(field, format!("`{name}` is in this list twice; remove one of them"));
        }
        seen.push(name);
    }
}

/// Compared without case, as SQLite and MySQL do.
fn texts_differ<'i>(names: impl Iterator<Item = &'i LitStr>, diagnostics: &mut Diagnostics) {
    let mut seen = Vec::new();
    for literal in names {
        let name = literal.value().to_ascii_lowercase();
        if seen.contains(&name) {
            diagnostics.push(literal, "this name is taken in the same model; choose another");
        }
        seen.push(name);
    }
}
