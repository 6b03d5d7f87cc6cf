//! The SQL of a model's own statements, for the documentation of emitted items.
//!
//! It is what `to_sql` of the runtime prints, to the character, in a block with one text per dialect or
//! for several that say the same. `…` stands for what the derive cannot know: names of another model's
//! table and columns, and a condition that is still to come. `tests/hover` holds the two equal.

mod relation;
mod writer;

pub(super) use relation::Related;

use crate::expand::fields;
use crate::ir::{Field, Model};
use writer::{Dialect, Writer};

/// A name that is not known is written `…`.
type Name<'m> = Option<&'m str>;

/// The names of some fields' columns.
fn names<'m>(fields: impl IntoIterator<Item = &'m Field>) -> Vec<Name<'m>> {
    fields.into_iter().map(|field| Some(field.column.as_str())).collect()
}

/// The query of all records.
pub(super) fn all(model: &Model) -> String {
    block(|w| select(w, model))
}

/// The query of the records that meet a condition.
pub(super) fn matching(model: &Model) -> String {
    block(|w| {
        select(w, model);
        w.raw(" WHERE …");
    })
}

/// The query of the records with values of some fields.
pub(super) fn by(model: &Model, set: &[usize]) -> String {
    block(|w| select_by(w, model, set))
}

/// The INSERT that sets all columns.
pub(super) fn insert(model: &Model) -> String {
    block(|w| insert_all_columns(w, model))
}

/// The same with what reads the row back, where an INSERT returns nothing.
pub(super) fn insert_and_read(model: &Model) -> String {
    block(|w| {
        insert_all_columns(w, model);
        if !w.dialect.returns() {
            w.raw(";\n");
            select_by(w, model, &model.primary_key.fields);
        }
    })
}

fn select(w: &mut Writer, model: &Model) {
    w.raw("SELECT ").names(&names(&model.fields)).raw(" FROM ").name(Some(&model.table));
}

fn select_by(w: &mut Writer, model: &Model, set: &[usize]) {
    select(w, model);
    w.raw(" WHERE ").equal(&names(fields(model, set)));
}

fn insert_all_columns(w: &mut Writer, model: &Model) {
    let columns = names(&model.fields);
    w.raw("INSERT INTO ").name(Some(&model.table)).raw(" (").names(&columns).raw(") VALUES (");
    w.placeholders(columns.len()).raw(")");
    if w.dialect.returns() {
        w.raw(" RETURNING ").names(&columns);
    }
}

/// A block of Markdown with a statement in all dialects: each text once, after a line that names them.
fn block(write: impl Fn(&mut Writer)) -> String {
    let mut texts: Vec<(String, String)> = Vec::new();
    for dialect in Dialect::ALL {
        let mut w = Writer::new(dialect);
        write(&mut w);
        let text = w.finish();
        match texts.iter_mut().find(|(_, same)| *same == text) {
            Some((dialects, _)) => *dialects = format!("{dialects}, {}", dialect.name()),
            None => texts.push((dialect.name().to_owned(), text)),
        }
    }
    let lines: Vec<_> =
        texts.iter().map(|(dialects, text)| format!("-- {dialects}\n{text}\n")).collect();
    format!("```sql\n{}```", lines.concat())
}
