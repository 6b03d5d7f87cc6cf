//! What is emitted of a model with mistakes: all that the rest of the program can use without errors that
//! only follow from them.

use crate::check;
use crate::diagnostics::Diagnostics;
use crate::ir::{Default, DefaultKind, Model};

/// Makes a model with mistakes one that can be emitted; `None` where its fields themselves clash.
pub(crate) fn model(mut model: Model) -> Option<Model> {
    if model.fields.is_empty() {
        return None;
    }
    give_a_key(&mut model);
    model.primary_key.never_reuse = None;
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
    if !is_sound(&model) {
        model.foreign_keys.clear();
        model.link = None;
    }
    is_sound(&model).then_some(model)
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
        let span = field.ident.span();
        field.default.get_or_insert(Default { kind: DefaultKind::Sql(String::new()), span });
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
