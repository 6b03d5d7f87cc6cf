//! What is said of columns: in the documentation of their handles, and in the table on `query`.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::Type;

use crate::expand::fields;
use crate::expand::handle::unique_sets;
use crate::ir::{Action, DefaultKind, Field, ForeignKey, Index, Model};

/// A Markdown table of the columns.
pub(super) fn table(model: &Model) -> String {
    let rows = model.fields.iter().enumerate().map(|(at, field)| {
        let facts = facts(model, at, field).join(", ");
        let row = [code(&field.column), code(&written(&field.ty)), facts];
        format!("\n| {} |", row.map(|cell| cell.replace('|', "\\|")).join(" | "))
    });
    format!("| column | type | |\n|---|---|---|{}", rows.collect::<String>())
}

/// The type of a column as it is written, and what else is said of it.
pub(super) fn column(model: &Model, field: &Field) -> String {
    let at = model.fields.iter().position(|other| other.ident == field.ident);
    let facts = at.map(|at| facts(model, at, field)).unwrap_or_default();
    let ty = code(&written(&field.ty));
    std::iter::once(ty).chain(facts).collect::<Vec<_>>().join(", ")
}

fn facts(model: &Model, at: usize, field: &Field) -> Vec<String> {
    let mut facts = Vec::new();
    let among = |set: &[usize]| set.contains(&at);
    if among(&model.primary_key.fields) {
        let part = if model.primary_key.fields.len() > 1 { "part of the " } else { "" };
        facts.push(format!("{part}primary key"));
    }
    if is_optional(&field.ty) {
        facts.push("nullable".to_owned());
    }
    facts.extend(field.length.map(|length| format!("at most {length} characters")));
    facts.extend(
        unique_sets(model)
            .iter()
            .filter(|set| among(set))
            .map(|set| format!("unique{}", others(model, set, at))),
    );
    let indexed =
        |index: &&Index| !index.unique && index.parts.first().is_some_and(|part| part.field == at);
    facts.extend(model.indexes.iter().find(indexed).map(|_| "indexed".to_owned()));
    facts.extend(
        field
            .default
            .as_ref()
            .map(|default| format!("default {}", code(&default_value(&default.kind)))),
    );
    let keys = model.foreign_keys.iter().filter(|key| among(&key.fields));
    facts.extend(keys.map(|key| references(model, key, at)));
    facts
}

fn references(model: &Model, key: &ForeignKey, at: usize) -> String {
    let parent = code(&written_tokens(key.parent.to_token_stream()));
    let on_delete = action(key.on_delete).map(|action| format!(" on delete {action}"));
    let others = others(model, &key.fields, at);
    format!("references {parent}{others}{}", on_delete.unwrap_or_default())
}

/// `restrict`, which is the default, is not said.
fn action(action: Action) -> Option<&'static str> {
    match action {
        Action::Restrict => None,
        Action::Cascade => Some("cascade"),
        Action::SetNull => Some("set null"),
        Action::NoAction => Some("no action"),
    }
}

/// The other columns of a set: `` with `number` ``.
fn others(model: &Model, set: &[usize], at: usize) -> String {
    let others: Vec<_> = set.iter().copied().filter(|other| *other != at).collect();
    let names: Vec<_> = fields(model, &others).map(|field| code(&field.column)).collect();
    if names.is_empty() { String::new() } else { format!(" with {}", names.join(" and ")) }
}

fn default_value(default: &DefaultKind) -> String {
    match default {
        DefaultKind::Bool(value) => value.to_string(),
        DefaultKind::Int(value) => value.to_string(),
        DefaultKind::Float(value) => value.to_string(),
        DefaultKind::Text(value) => format!("{value:?}"),
        DefaultKind::Now => "now".to_owned(),
        DefaultKind::Sql(value) => value.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// A text as code in Markdown, whatever quotes it has.
fn code(text: &str) -> String {
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or_default();
    match longest {
        0 => format!("`{text}`"),
        longest => {
            let fence = "`".repeat(longest + 1);
            format!("{fence} {text} {fence}")
        }
    }
}

/// Whether a type is spelled `Option<…>`.
///
/// Nothing but documentation may ask: an alias of `Option` is shown as required, and works all the same.
pub(super) fn is_optional(ty: &Type) -> bool {
    match ty {
        Type::Group(group) => is_optional(&group.elem),
        Type::Paren(paren) => is_optional(&paren.elem),
        Type::Path(path) => path.path.segments.last().is_some_and(|last| last.ident == "Option"),
        _ => false,
    }
}

/// A type as it is written: the spaces between its tokens differ from compiler to compiler.
fn written(ty: &Type) -> String {
    written_tokens(ty.to_token_stream())
}

fn written_tokens(tokens: TokenStream) -> String {
    let mut text = String::new();
    let mut after_word = false;
    for token in tokens {
        let word = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
        text.push_str(if word && after_word { " " } else { "" });
        after_word = word;
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                text.extend([open, &written_tokens(group.stream()), close]);
            }
            TokenTree::Punct(mark) => match mark.as_char() {
                mark @ (',' | ';') => text.extend([mark, ' ']),
                mark @ ('+' | '=') => text.extend([' ', mark, ' ']),
                '-' => text.push_str(" -"),
                '>' if text.ends_with(" -") => text.push_str("> "),
                mark => text.push(mark),
            },
            token => text.push_str(&token.to_string()),
        }
    }
    text.trim_end().to_owned()
}
