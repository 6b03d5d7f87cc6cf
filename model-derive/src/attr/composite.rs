//! `#[model(foreign_key(Edition, fields(book_id, number), backref(reviews)))]`

use proc_macro2::Ident;

use super::args::{Arg, Grammar};
use super::foreign_key::{self, BackrefAttr, ForeignKeyAttr, NameArg, action};
use super::sorted;
use crate::diagnostics::Diagnostics;

const GRAMMAR: Grammar = Grammar {
    allowed: &["fields", "on_delete", "on_update", "references", "name", "backref"],
    repeatable: &[],
    later: &["deferrable"],
};

/// A foreign key of several fields.
pub(crate) struct CompositeArg {
    pub(crate) key: ForeignKeyAttr,
    pub(crate) fields: Vec<Ident>,
    pub(crate) backref: Option<BackrefAttr>,
}

impl CompositeArg {
    pub(super) fn parse(arg: Arg, diagnostics: &mut Diagnostics) -> Option<Self> {
        let takes = "the model it refers to and the fields that do, as in \
                     `foreign_key(Edition, fields(book_id, number))`";
        let mut parts = arg.list(takes, diagnostics)?.into_iter();
        let first = parts.next()?;
        let parent = foreign_key::parent(&first);
        if parent.is_none() {
            diagnostics.push(first, format!("`foreign_key` begins with {takes}"));
        }
        let mut key = ForeignKeyAttr::of(parent?);
        let (mut fields, mut backref) = (None, None);
        for option in GRAMMAR.read(parts, diagnostics) {
            match option.name.to_string().as_str() {
                "fields" => fields = Some(several(&option, diagnostics)),
                "on_delete" => key.on_delete = action(&option, diagnostics),
                "on_update" => key.on_update = action(&option, diagnostics),
                "references" => match columns(&option, diagnostics) {
                    Some(columns) => key.references = columns,
                    None => key.name = NameArg::Mistaken,
                },
                "name" => key.call(&option, diagnostics),
                _ => backref = BackrefAttr::of_list(&option, diagnostics),
            }
        }
        if fields.is_none() {
            let message = format!("`fields` is missing; `foreign_key` takes {takes}");
            diagnostics.push(&arg.name, message);
        }
        let fields = fields??;
        if let Some(first) = key.references.first()
            && key.references.len() != fields.len()
        {
            let message = format!(
                "`references` names {} of the parent's columns for {} fields; name one for each",
                key.references.len(),
                fields.len(),
            );
            diagnostics.push(first, message);
            key.name = NameArg::Mistaken;
        }
        Some(Self { key, fields, backref })
    }
}

fn several(arg: &Arg, diagnostics: &mut Diagnostics) -> Option<Vec<Ident>> {
    let takes = "several fields, as in `fields(a, b)`; of one, write `#[foreign_key(…)]` on it";
    let fields = idents(arg, takes, diagnostics)?;
    match fields.len() {
        1 => {
            arg.refuse(takes, diagnostics);
            None
        }
        2..=4 => Some(fields),
        _ => {
            arg.refuse("at most four fields", diagnostics);
            None
        }
    }
}

fn columns(arg: &Arg, diagnostics: &mut Diagnostics) -> Option<Vec<Ident>> {
    let takes = "the handles of columns of the parent that are unique together, in the order of \
                 the fields, as in `references(BOOK_ID, NUMBER)`";
    idents(arg, takes, diagnostics)
}

fn idents(arg: &Arg, takes: &str, diagnostics: &mut Diagnostics) -> Option<Vec<Ident>> {
    let parts = arg.list(takes, diagnostics)?;
    let read = parts.into_iter().map(|part| {
        let ident = sorted::parse_field(&part);
        if ident.is_none() {
            diagnostics.push(part, format!("`{}` takes {takes}", arg.name));
        }
        ident
    });
    // All parts are read before it is asked whether one was mistaken.
    let read: Vec<_> = read.collect();
    read.into_iter().collect()
}
