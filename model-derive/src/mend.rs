//! What is emitted of a model with mistakes: all that the rest of the program can use without errors that
//! only follow from them.

use crate::check;
use crate::diagnostics::Diagnostics;
use crate::ir::{Default, DefaultKind, Field, Model};
use crate::name;

/// Makes a model with mistakes one that can be emitted; `None` where its names clash all the same.
pub(crate) fn model(mut model: Model) -> Option<Model> {
    if model.fields.is_empty() {
        return None;
    }
    give_a_key(&mut model);
    model.primary_key.never_reuse = None;
    clean_lists(&mut model);
    leave_out_what_clashes(&mut model);
    if !is_sound(&model) {
        model.foreign_keys.clear();
        model.link = None;
    }
    is_sound(&model).then_some(model)
}

/// Each field is in a list once, and each list has fields.
fn clean_lists(model: &mut Model) {
    model.uniques.iter_mut().for_each(|unique| once(&mut unique.fields));
    model.indexes.retain(|index| {
        let fields: Vec<_> = index.parts.iter().map(|part| part.field).collect();
        is_once(&fields)
    });
    model.uniques.retain(|unique| !unique.fields.is_empty());
    model.indexes.retain(|index| !index.parts.is_empty());
    model.foreign_keys.retain(|key| is_once(&key.fields));
    if model.foreign_keys.len() != 2 {
        model.link = None;
    }
}

/// A field whose handle or setter is not there is not asked for by what is emitted otherwise.
fn leave_out_what_clashes(model: &mut Model) {
    let mut handles = Vec::new();
    for field in &mut model.fields {
        let handle = name::const_name(&field.ident);
        field.clashes = handles.contains(&handle)
            || check::OF_THE_BUILDER.iter().any(|method| field.ident == method);
        handles.push(handle);
        if field.clashes {
            give_a_default(field);
        }
    }
    let clashes = |at: &usize| model.fields.get(*at).is_some_and(|field| field.clashes);
    model.uniques.retain(|unique| !unique.fields.iter().any(clashes));
    model.indexes.retain(|index| !index.parts.iter().any(|part| clashes(&part.field)));
    model.primary_key.fields.retain(|at| !clashes(at));
    if model.primary_key.fields.is_empty() {
        give_a_key(model);
    }
}

fn give_a_default(field: &mut Field) {
    let span = field.ident.span();
    field.default.get_or_insert(Default { kind: DefaultKind::Sql(String::new()), span });
}

/// A model without a key gets its first field for one, which a create may leave out.
fn give_a_key(model: &mut Model) {
    if !model.primary_key.fields.is_empty() {
        return;
    }
    let at = model.fields.iter().position(|field| field.name == "id").unwrap_or_default();
    model.primary_key.fields.push(at);
    model.primary_key.manual = true;
    if let Some(field) = model.fields.get_mut(at) {
        give_a_default(field);
    }
}

/// Takes out what is in a list before.
fn once(list: &mut Vec<usize>) {
    let mut seen = Vec::new();
    list.retain(|item| {
        let new = !seen.contains(item);
        seen.push(*item);
        new
    });
}

fn is_once(list: &[usize]) -> bool {
    let mut once_each = list.to_vec();
    once(&mut once_each);
    once_each.len() == list.len()
}

fn is_sound(model: &Model) -> bool {
    let mut mistakes = Diagnostics::new();
    check::names(model, &mut mistakes);
    mistakes.finish().is_ok()
}
