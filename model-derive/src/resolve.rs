//! Typed syntax to [`ir::Model`]: fills in names and defaults, and finds the fields that are named.

use std::iter;

use proc_macro2::{Ident, Span};
use syn::{LitStr, Path, PathSegment, Token};

use crate::attr::{BackrefAttr, CompositeArg, ForeignKeyAttr, NameArg, Sorted};
use crate::diagnostics::Diagnostics;
use crate::item::{Item, ItemField};
use crate::{ir, name, suggest};

/// Resolves a model. It is complete only if nothing was reported.
pub(crate) fn model(item: &Item, diagnostics: &mut Diagnostics) -> ir::Model {
    let lookup = Lookup::new(item);
    let mut model = ir::Model {
        ident: item.ident.clone(),
        vis: item.vis.clone(),
        runtime: item.model.runtime.clone().unwrap_or_else(default_runtime),
        table: table_name(item, diagnostics),
        fields: item.stored().map(|field| stored(field, diagnostics)).collect(),
        skipped: item.fields.iter().filter(|field| field.attrs.has("skip")).map(skipped).collect(),
        primary_key: primary_key(item),
        uniques: Vec::new(),
        indexes: Vec::new(),
        checks: checks(item),
        foreign_keys: Vec::new(),
        link: item
            .model
            .link
            .as_ref()
            .map(|link| ir::Link { names: link.names.clone(), extension: link.extension }),
    };
    add_keys_of_fields(item, &mut model);
    add_keys_of_model(item, &lookup, &mut model, diagnostics);
    model.foreign_keys = foreign_keys(item, &lookup, &model, diagnostics);
    mark_keyed(&mut model);
    model
}

/// Finds stored fields by their names.
struct Lookup {
    stored: Vec<String>,
    /// The names of columns that differ from their fields', with those.
    columns: Vec<(String, String)>,
    skipped: Vec<String>,
}

impl Lookup {
    fn new(item: &Item) -> Self {
        let (skipped, stored): (Vec<_>, Vec<_>) =
            item.fields.iter().partition(|field| field.attrs.has("skip"));
        let names = |fields: Vec<&ItemField>| {
            fields.into_iter().map(|field| name::text(&field.ident)).collect()
        };
        let columns = stored.iter().filter_map(|field| {
            Some((field.attrs.column.name.as_ref()?.value(), name::text(&field.ident)))
        });
        Self { columns: columns.collect(), stored: names(stored), skipped: names(skipped) }
    }

    /// Returns the position of a field, or reports that there is none.
    fn find(&self, field: &Ident, diagnostics: &mut Diagnostics) -> Option<usize> {
        let wanted = name::text(field);
        let found = self.stored.iter().position(|stored| *stored == wanted);
        if found.is_none() {
            let message = if self.skipped.contains(&wanted) {
                format!("`{wanted}` has no column; remove it here, or its `#[skip]`")
            } else if let Some((_, field)) = self.columns.iter().find(|(name, _)| *name == wanted) {
                format!("`{wanted}` is the column of the field `{field}`; write `{field}`")
            } else {
                let stored: Vec<_> = self.stored.iter().map(String::as_str).collect();
                let there_are = format!("the fields are {}", suggest::list(&stored));
                suggest::unknown("field", &wanted, &there_are, &stored)
            };
            diagnostics.push(field, message);
        }
        found
    }

    fn parts(&self, fields: &[Sorted], diagnostics: &mut Diagnostics) -> Vec<ir::IndexPart> {
        let part = |sorted: &Sorted| {
            let field = self.find(&sorted.field, diagnostics)?;
            Some(ir::IndexPart { field, descending: sorted.descending })
        };
        fields.iter().filter_map(part).collect()
    }
}

/// `::model_runtime`
pub(crate) fn default_runtime() -> Path {
    let segment = PathSegment::from(Ident::new("model_runtime", Span::call_site()));
    Path { leading_colon: Some(<Token![::]>::default()), segments: iter::once(segment).collect() }
}

fn table_name(item: &Item, diagnostics: &mut Diagnostics) -> String {
    if let Some(table) = &item.model.table {
        return table.value();
    }
    let table = name::snake_case(&item.ident);
    if let Some(mistake) = name::mistake_in(&table) {
        let message = format!("{mistake}; give the table a name with `#[model(table = \"…\")]`");
        diagnostics.push(&item.ident, message);
    }
    table
}

fn stored(field: &ItemField, diagnostics: &mut Diagnostics) -> ir::Field {
    let ItemField { ident, ty, attrs } = field;
    let name = name::text(ident);
    let column = match &attrs.column.name {
        Some(column) => column.value(),
        None => {
            if let Some(mistake) = name::mistake_in(&name) {
                let message =
                    format!("{mistake}; give the column a name with `#[column(name = \"…\")]`");
                diagnostics.push(ident, message);
            }
            name.clone()
        }
    };
    let default = attrs.default.as_ref();
    ir::Field {
        ident: ident.clone(),
        name,
        column,
        ty: ty.clone(),
        written: ir::Written::of(ty),
        length: attrs.column.length,
        keyed: false,
        clashes: false,
        default: default.map(|given| ir::Default { kind: given.kind.clone(), span: given.span }),
    }
}

fn skipped(field: &ItemField) -> ir::Skipped {
    let ItemField { ident, ty, .. } = field;
    ir::Skipped { ident: ident.clone(), ty: ty.clone() }
}

fn primary_key(item: &Item) -> ir::PrimaryKey {
    let marked = || item.stored().enumerate().filter(|(_, field)| field.attrs.has("primary_key"));
    let attrs = || marked().filter_map(|(_, field)| field.attrs.primary_key.as_ref());
    let fields: Vec<_> = marked().map(|(position, _)| position).collect();
    ir::PrimaryKey {
        manual: fields.len() > 1 || attrs().any(|key| key.manual.is_some()),
        never_reuse: attrs().find_map(|key| key.never_reuse.as_ref()).map(Ident::span),
        fields,
    }
}

fn checks(item: &Item) -> Vec<ir::Check> {
    let checks = item.model.checks.iter();
    checks.map(|check| ir::Check { name: check.name.value(), sql: check.sql.value() }).collect()
}

fn add_keys_of_fields(item: &Item, model: &mut ir::Model) {
    for (field, attrs) in item.stored().map(|field| &field.attrs).enumerate() {
        let unique = attrs.has("unique");
        if attrs.has("index") {
            let parts = vec![ir::IndexPart { field, descending: false }];
            model.indexes.push(ir::Index { parts, unique, filter: None, name: None });
        } else if unique {
            model.uniques.push(ir::Unique { fields: vec![field], name: None });
        }
    }
}

fn add_keys_of_model(
    item: &Item,
    lookup: &Lookup,
    model: &mut ir::Model,
    diagnostics: &mut Diagnostics,
) {
    for unique in &item.model.uniques {
        let find = |field| lookup.find(field, diagnostics);
        let fields = unique.fields.iter().filter_map(find).collect();
        let name = unique.name.as_ref().map(LitStr::value);
        model.uniques.push(ir::Unique { fields, name });
    }
    for index in &item.model.indexes {
        model.indexes.push(ir::Index {
            parts: lookup.parts(&index.parts, diagnostics),
            unique: index.unique,
            filter: index.filter.as_ref().map(LitStr::value),
            name: index.name.as_ref().map(LitStr::value),
        });
    }
}

fn foreign_keys(
    item: &Item,
    lookup: &Lookup,
    model: &ir::Model,
    diagnostics: &mut Diagnostics,
) -> Vec<ir::ForeignKey> {
    let mut foreign_keys = Vec::new();
    for (position, field) in item.stored().enumerate() {
        let backref = field.attrs.backref.as_ref().map(|attr| backref(attr, lookup, diagnostics));
        let Some(attr) = &field.attrs.foreign_key else { continue };
        let Some(name) = accessor(field, attr, diagnostics) else { continue };
        foreign_keys.push(foreign_key(attr, vec![position], name, backref, model));
    }
    for composite in &item.model.foreign_keys {
        let CompositeArg { key, fields, .. } = composite;
        let backref = composite.backref.as_ref().map(|attr| backref(attr, lookup, diagnostics));
        let found: Vec<_> =
            fields.iter().filter_map(|field| lookup.find(field, diagnostics)).collect();
        let Some(name) = accessor_of_composite(composite, diagnostics) else { continue };
        if found.len() == fields.len() {
            foreign_keys.push(foreign_key(key, found, name, backref, model));
        }
    }
    foreign_keys.sort_by_key(|key| key.fields.first().copied());
    foreign_keys
}

fn foreign_key(
    attr: &ForeignKeyAttr,
    fields: Vec<usize>,
    name: Ident,
    backref: Option<ir::Backref>,
    model: &ir::Model,
) -> ir::ForeignKey {
    let actions = [&attr.on_delete, &attr.on_update];
    let nulls = actions.into_iter().flatten().find(|given| given.action == ir::Action::SetNull);
    let [on_delete, on_update] =
        actions.map(|given| given.as_ref().map_or(ir::Action::Restrict, |given| given.action));
    ir::ForeignKey {
        one_to_one: is_unique(model, &fields),
        fields,
        parent: parent(&attr.parent, &model.ident),
        references: attr.references.clone(),
        on_delete,
        on_update,
        set_null: nulls.map(|given| given.written.span()),
        name,
        backref,
    }
}

/// The parent as written; `Self` can stand in no `impl` of its own.
fn parent(written: &Path, model: &Ident) -> Path {
    if written.is_ident("Self") {
        let span = written.get_ident().map_or_else(Span::call_site, Ident::span);
        return Ident::new(&model.to_string(), span).into();
    }
    written.clone()
}

fn accessor(
    field: &ItemField,
    attr: &ForeignKeyAttr,
    diagnostics: &mut Diagnostics,
) -> Option<Ident> {
    let ident = &field.ident;
    let text = match &attr.name {
        NameArg::Given(name) => return Some(name.clone()),
        NameArg::Mistaken => return None,
        NameArg::Absent => name::accessor_of(ident),
    };
    let accessor = text.as_ref().and_then(|text| name::method(text, ident.span()));
    if accessor.is_none() {
        let reason = match text {
            Some(text) if text.is_empty() => "`_id` leaves no name for the accessor".to_owned(),
            Some(text) => format!("a method can not be called `{text}`"),
            None => format!("`{}` does not end in `_id`", name::text(ident)),
        };
        let message =
            format!("{reason}; name the accessor, as in `#[foreign_key(…, name = parent)]`");
        diagnostics.push(ident, message);
    }
    accessor
}

/// The accessor of a foreign key of several fields: as it says, or the parent's name in snake case.
fn accessor_of_composite(
    CompositeArg { key, .. }: &CompositeArg,
    diagnostics: &mut Diagnostics,
) -> Option<Ident> {
    match &key.name {
        NameArg::Given(name) => return Some(name.clone()),
        NameArg::Mistaken => return None,
        NameArg::Absent => {}
    }
    let parent = &key.parent.segments.last()?.ident;
    let accessor = name::method(&name::snake_case(parent), parent.span());
    // `Self` is the only path whose name in snake case can be none.
    if accessor.is_none() {
        let message = format!(
            "an accessor can not be called like `{parent}`; name it, as in \
             `foreign_key(…, name = parent)`"
        );
        diagnostics.push(&key.parent, message);
    }
    accessor
}

fn backref(attr: &BackrefAttr, lookup: &Lookup, diagnostics: &mut Diagnostics) -> ir::Backref {
    let fields = attr.order_by.as_ref().map_or(&[][..], |order| &order.fields);
    ir::Backref {
        name: attr.name.clone(),
        order_by: lookup.parts(fields, diagnostics),
        ordered: attr.order_by.as_ref().map(|order| order.keyword.clone()),
        extension: attr.extension,
    }
}

/// Tells whether no two rows have the same values of some fields: some of them are unique.
fn is_unique(model: &ir::Model, fields: &[usize]) -> bool {
    let indexes = model.indexes.iter().filter(|index| index.unique && index.filter.is_none());
    let indexed = indexes.map(|index| index.parts.iter().map(|part| part.field).collect());
    let uniques = model.uniques.iter().map(|unique| unique.fields.clone()).chain(indexed);
    let mut keys = iter::once(model.primary_key.fields.clone()).chain(uniques);
    keys.any(|key| !key.is_empty() && key.iter().all(|field| fields.contains(field)))
}

fn mark_keyed(model: &mut ir::Model) {
    let uniques = model.uniques.iter().flat_map(|unique| unique.fields.iter().copied());
    let indexes = model.indexes.iter().flat_map(|index| index.parts.iter().map(|part| part.field));
    let keys = model.foreign_keys.iter().flat_map(|key| key.fields.iter().copied());
    let primary = model.primary_key.fields.iter().copied();
    let keyed: Vec<_> = primary.chain(uniques).chain(indexes).chain(keys).collect();
    for (position, field) in model.fields.iter_mut().enumerate() {
        field.keyed = keyed.contains(&position);
    }
}
