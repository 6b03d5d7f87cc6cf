//! Rules about foreign keys and back-references.

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

pub(super) fn single_child_has_no_order(
    item: &Item,
    model: &ir::Model,
    diagnostics: &mut Diagnostics,
) {
    for (position, field) in item.stored().enumerate() {
        let order = field.attrs.backref.as_ref().and_then(|backref| backref.order_by.as_ref());
        let mut keys = model.foreign_keys.iter();
        if let Some(order) = order
            && keys.any(|key| key.field == position && key.one_to_one)
        {
            let message = "a parent has at most one child, since the foreign key is unique; remove \
                           `order_by`";
            diagnostics.push(&order.keyword, message);
        }
    }
}

/// Parents are compared as they are written; the compiler finds the others.
pub(super) fn backrefs_of_a_parent_differ(model: &ir::Model, diagnostics: &mut Diagnostics) {
    let mut seen = Vec::new();
    for key in &model.foreign_keys {
        // Those of the model itself are compared with all its handles.
        let Some(backref) = key.backref.as_ref().filter(|_| !key.parent.is_ident(&model.ident))
        else {
            continue;
        };
        let parent = key.parent.to_token_stream().to_string();
        let handle = (parent.replace(' ', ""), name::const_name(&backref.name));
        if seen.contains(&handle) {
            let message = format!(
                "`{}` has a back-reference of this name already; choose another",
                handle.0,
            );
            diagnostics.push(&backref.name, message);
        }
        seen.push(handle);
    }
}

pub(super) fn accessor_is_no_method_of_models(model: &ir::Model, diagnostics: &mut Diagnostics) {
    for key in &model.foreign_keys {
        for ident in
            [Some(&key.name), key.backref.as_ref().map(|back| &back.name)].into_iter().flatten()
        {
            let name = name::text(ident);
            if OF_MODELS.contains(&name.as_str()) {
                let message = format!(
                    "every model has a method `{name}` already; give the relation another name"
                );
                diagnostics.push(ident, message);
            }
        }
    }
}
