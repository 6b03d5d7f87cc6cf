//! `#[foreign_key(Role, on_delete = set_null)]` and `#[backref(users, order_by(name))]`

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, LitStr, Path};

use super::args::{self, Arg, Grammar, Value};
use super::sorted::{self, Sorted};
use crate::diagnostics::Diagnostics;
use crate::ir::Action;
use crate::{name, suggest};

const FOREIGN_KEY: Grammar = Grammar {
    allowed: &["on_delete", "on_update", "references", "name"],
    repeatable: &[],
    later: &["deferrable"],
};

const BACKREF: Grammar =
    Grammar { allowed: &["order_by", "extension"], repeatable: &[], later: &[] };

/// `#[foreign_key(…)]`
pub(crate) struct ForeignKeyAttr {
    pub(crate) parent: Path,
    pub(crate) on_delete: Option<ActionArg>,
    pub(crate) on_update: Option<ActionArg>,
    /// Handles of the parent's columns; none for its primary key.
    pub(crate) references: Vec<Ident>,
    pub(crate) name: NameArg,
}

/// `on_delete` or `on_update`, with its value as written.
pub(crate) struct ActionArg {
    pub(crate) action: Action,
    pub(crate) written: Ident,
}

/// `name = …` of a foreign key.
pub(crate) enum NameArg {
    /// It is made from the field's name.
    Absent,
    /// As written, or raw of a keyword.
    Given(Ident),
    /// It was reported, or something else for which the relation can not be made.
    Mistaken,
}

impl ForeignKeyAttr {
    pub(crate) fn parse(attr: &Attribute, diagnostics: &mut Diagnostics) -> Option<Self> {
        let takes = "the model it refers to, as in `#[foreign_key(Role)]`";
        let mut parts = args::of(attr, takes, diagnostics)?.into_iter();
        let first = parts.next()?;
        let parent = parent(&first);
        if parent.is_none() {
            diagnostics.push(first, format!("`#[foreign_key]` begins with {takes}"));
        }
        let mut key = Self::of(parent?);
        for arg in FOREIGN_KEY.read(parts, diagnostics) {
            if arg.name == "on_delete" {
                key.on_delete = action(&arg, diagnostics);
            } else if arg.name == "on_update" {
                key.on_update = action(&arg, diagnostics);
            } else if arg.name == "references" {
                let takes =
                    "the handle of a unique column of the parent, as in `references = CODE`";
                // Without it the key would refer to another column than is meant.
                match arg.assigned(takes, diagnostics) {
                    Some(column) => key.references.push(column),
                    None => key.name = NameArg::Mistaken,
                }
            } else {
                key.call(&arg, diagnostics);
            }
        }
        Some(key)
    }

    /// Takes the accessor's name, unless something was reported before for which there can be none.
    pub(super) fn call(&mut self, arg: &Arg, diagnostics: &mut Diagnostics) {
        let name = method_name(arg, diagnostics).map_or(NameArg::Mistaken, NameArg::Given);
        if !matches!(self.name, NameArg::Mistaken) {
            self.name = name;
        }
    }

    /// A key that says no more than its parent.
    pub(super) fn of(parent: Path) -> Self {
        let (references, name) = (Vec::new(), NameArg::Absent);
        Self { parent, on_delete: None, on_update: None, references, name }
    }
}

/// Reads `name = author`.
fn method_name(arg: &Arg, diagnostics: &mut Diagnostics) -> Option<Ident> {
    let takes = "a method's name, as in `name = author`";
    let Written(name) = arg.assigned(takes, diagnostics)?;
    method(&name, diagnostics)
}

pub(super) fn parent(tokens: &TokenStream) -> Option<Path> {
    let parse = |input: ParseStream<'_>| input.call(Path::parse_mod_style);
    syn::parse::Parser::parse2(parse, tokens.clone()).ok()
}

pub(super) fn action(arg: &Arg, diagnostics: &mut Diagnostics) -> Option<ActionArg> {
    const ACTIONS: [&str; 4] = ["restrict", "cascade", "set_null", "no_action"];
    let takes = "`restrict`, `cascade`, `set_null` or `no_action`, without quotes";
    let written: Ident = arg.assigned(takes, diagnostics)?;
    let action = match written.to_string().as_str() {
        "restrict" => Action::Restrict,
        "cascade" => Action::Cascade,
        "set_null" => Action::SetNull,
        "no_action" => Action::NoAction,
        other => {
            let message = suggest::unknown("action", other, &suggest::allowed(&ACTIONS), &ACTIONS);
            diagnostics.push(&written, message);
            return None;
        }
    };
    Some(ActionArg { action, written })
}

/// An accessor's name as written: an identifier, or a string that holds one.
struct Written(Ident);

impl Parse for Written {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if !input.peek(LitStr) {
            return input.call(Ident::parse_any).map(Self);
        }
        let literal: LitStr = input.parse()?;
        let text = literal.value();
        // `_` is none, but is refused by a message of its own.
        if !name::is_identifier(&text) {
            return Err(syn::Error::new(literal.span(), "not an identifier"));
        }
        Ok(Self(Ident::new(&text, literal.span())))
    }
}

/// Makes a method's name of an identifier as written, or reports that none can be called so.
pub(super) fn method(written: &Ident, diagnostics: &mut Diagnostics) -> Option<Ident> {
    let method = name::method(&name::text(written), written.span());
    if method.is_none() {
        let message = format!("a method can not be called `{written}`; choose another name");
        diagnostics.push(written, message);
    }
    method
}

/// `#[backref(…)]`
pub(crate) struct BackrefAttr {
    pub(crate) name: Ident,
    pub(crate) order_by: Option<OrderBy>,
    /// `extension`: a trait gives them to a parent of another crate.
    pub(crate) extension: bool,
}

/// `order_by(…)`
pub(crate) struct OrderBy {
    pub(crate) keyword: Ident,
    pub(crate) fields: Vec<Sorted>,
}

impl BackrefAttr {
    pub(crate) fn parse(attr: &Attribute, diagnostics: &mut Diagnostics) -> Option<Self> {
        let takes = "the name of the parent's accessor, as in `#[backref(users)]`";
        let parts = args::of(attr, takes, diagnostics)?;
        Self::read(parts, &format!("`#[backref]` begins with {takes}"), diagnostics)
    }

    /// Reads the `backref(…)` of a foreign key of several fields.
    pub(super) fn of_list(arg: &Arg, diagnostics: &mut Diagnostics) -> Option<Self> {
        let takes = "the name of the parent's accessor, as in `backref(users)`";
        let parts = arg.list(takes, diagnostics)?;
        Self::read(parts, &format!("`backref` begins with {takes}"), diagnostics)
    }

    fn read(
        parts: Vec<TokenStream>,
        without_name: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let mut parts = parts.into_iter();
        let first = parts.next()?;
        let name = match Arg::parse(&first) {
            Some(Arg { name, value: Value::Absent }) => method(&name, diagnostics),
            _ => {
                diagnostics.push(first, without_name);
                None
            }
        };
        let (mut order_by, mut extension) = (None, false);
        for arg in BACKREF.read(parts, diagnostics) {
            if arg.name == "extension" {
                extension = true;
                arg.flag(diagnostics);
            } else {
                order_by = order(arg, diagnostics);
            }
        }
        Some(Self { name: name?, order_by, extension })
    }
}

fn order(arg: Arg, diagnostics: &mut Diagnostics) -> Option<OrderBy> {
    let takes = "fields of this model, as in `order_by(name, desc(id))`";
    let mut fields = Vec::new();
    for part in arg.list(takes, diagnostics)? {
        match Sorted::parse(&part) {
            Some(field) => fields.push(field),
            None => {
                let message = sorted::refusal(&part, &format!("`order_by` takes {takes}"));
                diagnostics.push(part, message);
            }
        }
    }
    Some(OrderBy { keyword: arg.name, fields })
}
