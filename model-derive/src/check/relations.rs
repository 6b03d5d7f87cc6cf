//! Rules about foreign keys and back-references.

use proc_macro2::Ident;
use quote::ToTokens;

use crate::diagnostics::Diagnostics;
use crate::item::Item;
use crate::{ir, name};

/// The methods and functions that every model has, from the derive or from `Model`.
const OF_MODELS: [&str; 9] =
    ["create", "ddl", "delete", "filter", "find", "insert_all", "query", "save", "update"];

pub(super) fn backref_needs_a_foreign_key(item: &Item, diagnostics: &mut Diagnostics) {
    for field in item.stored().filter(|field| !field.attrs.has("foreign_key")) {
        if let Some(backref) = field.attrs.find("backref") {
            let message =
                "a back-reference needs a foreign key; add `#[foreign_key(…)]` to this field";
            diagnostics.push(backref, message);
        }
    }
}

pub(super) fn single_child_has_no_order(model: &ir::Model, diagnostics: &mut Diagnostics) {
    for key in model.foreign_keys.iter().filter(|key| key.one_to_one) {
        if let Some(ordered) = key.backref.as_ref().and_then(|backref| backref.ordered.as_ref()) {
            let message = "a parent has at most one child, since the foreign key is unique; remove \
                           `order_by`";
            diagnostics.push(ordered, message);
        }
    }
}

/// Parents are compared as they are written; the compiler finds the others.
pub(super) fn names_given_to_a_parent_differ(model: &ir::Model, diagnostics: &mut Diagnostics) {
    let mut seen: Vec<((String, Ident), &str)> = Vec::new();
    for (parent, name, kind) in model.given_to_parents() {
        // Those of the model itself are compared with all its handles.
        if parent.is_ident(&model.ident) {
            continue;
        }
        let parent = parent.to_token_stream().to_string();
        let handle = (parent.replace(' ', ""), name::const_name(name));
        if let Some((_, other)) = seen.iter().find(|(seen, _)| *seen == handle) {
            let message =
                format!("`{}` has a {other} of this name already; choose another", handle.0);
            diagnostics.push(name, message);
        }
        seen.push((handle, kind));
    }
}

pub(super) fn accessor_is_no_method_of_models(model: &ir::Model, diagnostics: &mut Diagnostics) {
    let own = model.foreign_keys.iter().map(|key| &key.name);
    for ident in own.chain(model.given_to_parents().map(|(_, name, _)| name)) {
        let name = name::text(ident);
        if OF_MODELS.contains(&name.as_str()) {
            let message = format!(
                "every model has a method `{name}` already; give the relation another name"
            );
            diagnostics.push(ident, message);
        }
    }
}

/// Which two of several foreign keys link would be a guess.
pub(super) fn link_has_two_foreign_keys(item: &Item, diagnostics: &mut Diagnostics) {
    let Some(link) = &item.model.link else { return };
    let name = name::text(&item.ident);
    let of_fields = item.stored().filter(|field| field.attrs.has("foreign_key")).count();
    let message = match of_fields + item.model.foreign_keys.len() {
        2 => return,
        0 => format!(
            "`{name}` has no foreign key, but a link has two, one to each of the models that it \
             links; add `#[foreign_key(…)]` to two fields, or remove `link`"
        ),
        1 => format!(
            "`{name}` has one foreign key, but a link has two, one to each of the models that it \
             links; add `#[foreign_key(…)]` to another field, or remove `link`"
        ),
        many => format!(
            "`{name}` has {many} foreign keys, so it is not clear which two of them link; leave \
             two, or remove `link` and give them `#[backref(…)]`"
        ),
    };
    diagnostics.push(&link.keyword, message);
}
