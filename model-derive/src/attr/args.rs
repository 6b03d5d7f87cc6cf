//! What all attributes share: arguments such as `name`, `name = value` and `name(list)`.
//!
//! The tokens are cut at their commas first and each argument is read by itself, so that a mistake
//! in one does not hide those in the others.

use std::mem;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::Parse;
use syn::{Attribute, LitStr, MacroDelimiter, Meta};

use crate::diagnostics::Diagnostics;
use crate::{name, suggest};

/// An argument: a name, and what it is given.
pub(crate) struct Arg {
    pub(crate) name: Ident,
    pub(crate) value: Value,
}

/// What an argument's name is followed by.
pub(crate) enum Value {
    /// Nothing.
    Absent,
    /// `= value`
    Assigned(TokenStream),
    /// `(list)`
    List(TokenStream),
}

/// The arguments that an attribute takes.
pub(crate) struct Grammar {
    pub(crate) allowed: &'static [&'static str],
    /// Those that may be given several times.
    pub(crate) repeatable: &'static [&'static str],
    /// Those that are planned.
    pub(crate) later: &'static [&'static str],
}

/// Returns an attribute's arguments; one that has none is told what it takes.
pub(crate) fn of(
    attr: &Attribute,
    takes: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<TokenStream>> {
    match &attr.meta {
        Meta::List(list)
            if matches!(list.delimiter, MacroDelimiter::Paren(_)) && !list.tokens.is_empty() =>
        {
            Some(split(list.tokens.clone(), diagnostics))
        }
        meta => {
            let name = name_of(attr);
            diagnostics.push(meta, format!("`#[{name}]` takes {takes}"));
            None
        }
    }
}

/// Refuses arguments where there are none to give.
pub(crate) fn none(attr: &Attribute, diagnostics: &mut Diagnostics) {
    let given = match &attr.meta {
        Meta::Path(_) => return,
        Meta::List(list) if list.tokens.is_empty() => attr.meta.to_token_stream(),
        Meta::List(list) => list.tokens.clone(),
        Meta::NameValue(pair) => pair.value.to_token_stream(),
    };
    let name = name_of(attr);
    diagnostics.push(given, format!("`#[{name}]` takes no arguments; write it alone"));
}

fn name_of(attr: &Attribute) -> String {
    attr.path().get_ident().map(ToString::to_string).unwrap_or_default()
}

/// Cuts at the commas that stand in no parentheses.
pub(crate) fn split(tokens: TokenStream, diagnostics: &mut Diagnostics) -> Vec<TokenStream> {
    let mut parts = Vec::new();
    let mut part = TokenStream::new();
    for token in tokens {
        match token {
            TokenTree::Punct(comma) if comma.as_char() == ',' => {
                if part.is_empty() {
                    diagnostics.push(comma, "there is nothing before this comma; remove it");
                } else {
                    parts.push(mem::take(&mut part));
                }
            }
            token => part.extend([token]),
        }
    }
    if !part.is_empty() {
        parts.push(part);
    }
    parts
}

impl Grammar {
    /// Reads arguments, of which each is allowed, and given once.
    pub(crate) fn read(
        &self,
        parts: impl IntoIterator<Item = TokenStream>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Arg> {
        let mut args: Vec<Arg> = Vec::new();
        for part in parts {
            let Some(arg) = Arg::parse(&part) else {
                let allowed = suggest::allowed(self.allowed);
                diagnostics.push(part, format!("this is not an argument; {allowed}"));
                continue;
            };
            if self.accepts(&arg, &args, diagnostics) {
                args.push(arg);
            }
        }
        args
    }

    fn accepts(&self, arg: &Arg, before: &[Arg], diagnostics: &mut Diagnostics) -> bool {
        let name = arg.name.to_string();
        let message = if self.later.contains(&name.as_str()) {
            format!("`{name}` is not supported yet; {}", suggest::allowed(self.allowed))
        } else if !self.allowed.contains(&name.as_str()) {
            suggest::unknown("argument", &name, &suggest::allowed(self.allowed), self.allowed)
        } else if before.iter().any(|before| before.name == arg.name)
            && !self.repeatable.contains(&name.as_str())
        {
            format!("`{name}` is given twice; remove one of them")
        } else {
            return true;
        };
        diagnostics.push(&arg.name, message);
        false
    }
}

impl Arg {
    /// Reads an argument's tokens; `None` if they do not look like one.
    pub(crate) fn parse(part: &TokenStream) -> Option<Self> {
        let mut tokens = part.clone().into_iter();
        let TokenTree::Ident(name) = tokens.next()? else { return None };
        let value = match tokens.next() {
            None => Value::Absent,
            Some(TokenTree::Punct(sign)) if sign.as_char() == '=' => {
                return Some(Self { name, value: Value::Assigned(tokens.collect()) });
            }
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                Value::List(group.stream())
            }
            Some(_) => return None,
        };
        tokens.next().is_none().then_some(Self { name, value })
    }

    /// Returns the value that is assigned, or says what the argument takes.
    pub(crate) fn assigned<T: Parse>(
        &self,
        takes: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<T> {
        let value = match &self.value {
            Value::Assigned(tokens) => syn::parse2(tokens.clone()).ok(),
            Value::Absent | Value::List(_) => None,
        };
        if value.is_none() {
            self.refuse(takes, diagnostics);
        }
        value
    }

    /// Returns the string that is assigned; it says something.
    pub(crate) fn text(&self, takes: &str, diagnostics: &mut Diagnostics) -> Option<LitStr> {
        let text: LitStr = self.assigned(takes, diagnostics)?;
        if text.value().trim().is_empty() {
            let name = &self.name;
            diagnostics.push(&text, format!("`{name}` can not be empty; it takes {takes}"));
            return None;
        }
        Some(text)
    }

    /// Returns the string that is assigned; it can be a name in the database.
    pub(crate) fn database_name(
        &self,
        takes: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<LitStr> {
        let text: LitStr = self.assigned(takes, diagnostics)?;
        if let Some(mistake) = name::mistake_in(&text.value()) {
            diagnostics.push(&text, format!("{mistake}; choose another"));
            return None;
        }
        Some(text)
    }

    /// Returns the list in its parts, or says what the argument takes.
    pub(crate) fn list(
        &self,
        takes: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<Vec<TokenStream>> {
        match &self.value {
            Value::List(tokens) if !tokens.is_empty() => Some(split(tokens.clone(), diagnostics)),
            _ => {
                self.refuse(takes, diagnostics);
                None
            }
        }
    }

    /// Tells whether the name stands alone, or says that it has to.
    pub(crate) fn flag(&self, diagnostics: &mut Diagnostics) -> bool {
        let alone = matches!(self.value, Value::Absent);
        if !alone {
            self.report(&format!("`{}` takes no value; write it alone", self.name), diagnostics);
        }
        alone
    }

    /// Says what the argument takes.
    pub(crate) fn refuse(&self, takes: &str, diagnostics: &mut Diagnostics) {
        self.report(&format!("`{}` takes {takes}", self.name), diagnostics);
    }

    /// Reports on the value, or on the name if there is none.
    fn report(&self, message: &str, diagnostics: &mut Diagnostics) {
        match &self.value {
            Value::Assigned(tokens) | Value::List(tokens) if !tokens.is_empty() => {
                diagnostics.push(tokens, message);
            }
            _ => diagnostics.push(&self.name, message),
        }
    }
}
