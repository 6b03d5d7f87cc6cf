//! The rules about a whole model, one function each, named as a sentence.
//!
//! What depends on types is no rule here: the expansion leaves that to trait bounds at the field.

mod columns;
mod keys;
mod relations;

pub(crate) use columns::OF_THE_BUILDER;

use crate::diagnostics::Diagnostics;
use crate::ir;
use crate::item::Item;

/// Applies all rules.
pub(crate) fn model(item: &Item, model: &ir::Model, diagnostics: &mut Diagnostics) {
    columns::skipped_field_has_no_other_attribute(item, diagnostics);
    columns::column_names_differ(item, diagnostics);
    names(model, diagnostics);

    keys::model_has_a_primary_key(item, diagnostics);
    keys::never_reused_key_is_a_single_column(item, diagnostics);
    keys::manual_key_is_not_generated(item, diagnostics);
    keys::primary_key_has_no_default(item, diagnostics);
    keys::primary_key_is_unique_already(item, diagnostics);
    keys::lists_name_each_field_once(item, diagnostics);
    keys::unique_fields_differ(item, diagnostics);
    keys::written_names_differ(item, diagnostics);

    relations::backref_needs_a_foreign_key(item, diagnostics);
    relations::single_child_has_no_order(model, diagnostics);
    relations::link_has_two_foreign_keys(item, diagnostics);
}

/// Applies the rules about the names of what is emitted.
pub(crate) fn names(model: &ir::Model, diagnostics: &mut Diagnostics) {
    columns::handle_names_differ(model, diagnostics);
    columns::setter_is_no_method_of_the_builder(model, diagnostics);
    relations::names_given_to_a_parent_differ(model, diagnostics);
    relations::accessor_is_no_method_of_models(model, diagnostics);
}
