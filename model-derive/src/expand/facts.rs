//! What is said of columns: in the documentation of their handles, and in the table on `query`.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::Type;

use crate::expand::fields;
use crate::expand::handle::unique_sets;
use crate::ir::{Action, DefaultKind, Field, ForeignKey, Model};

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
    if field.is_spelt_option() {
        facts.push("nullable".to_owned());
    }
    facts.extend(field.length.map(|length| format!("at most {length} characters")));
    let uniques = unique_sets(model).into_iter().filter(|set| among(set));
    facts.extend(uniques.map(|set| format!("unique{}", others(model, &set, at))));
    facts.extend(is_indexed(model, at).then(|| "indexed".to_owned()));
    let default = field.default.as_ref().map(|default| default_value(&default.kind));
    // That of a field with a mistake has no text.
    let default = default.filter(|value| !value.is_empty());
    facts.extend(default.map(|value| format!("default {}", code(&value))));
    let keys = model.foreign_keys.iter().filter(|key| among(&key.fields));
    facts.extend(keys.map(|key| references(model, key, at)));
    facts
}

/// Whether there is an index, not of unique values, that is searched by the column first.
fn is_indexed(model: &Model, at: usize) -> bool {
    let indexes = model.indexes.iter().filter(|index| !index.unique && index.filter.is_none());
    let mut first = indexes.filter_map(|index| index.parts.first());
    first.any(|part| part.field == at)
}

/// What a column of a foreign key refers to: `` `Role` ``, or a column of it that is not its key.
fn references(model: &Model, key: &ForeignKey, at: usize) -> String {
    let parent = written_tokens(key.parent.to_token_stream());
    let part = key.fields.iter().position(|field| *field == at);
    let to = match part.and_then(|part| key.references.get(part)) {
        Some(handle) => code(&format!("{parent}::{handle}")),
        None => code(&parent),
    };
    let on_delete = action(key.on_delete).map(|action| format!(" on delete {action}"));
    format!("references {to}{}{}", others(model, &key.fields, at), on_delete.unwrap_or_default())
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
    if !text.contains('`') {
        return format!("`{text}`");
    }
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    format!("{fence} {text} {fence}")
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Spelt;

    fn ty(text: &str) -> Type {
        syn::parse_str(text).expect("a type")
    }

    #[test]
    fn types_are_written_as_in_sources() {
        for text in [
            "i64",
            "Option<i64>",
            "std::option::Option<Vec<u8>>",
            "crate::Money<{ 1 + 2 }, 3>",
            "<Fred as Named<'static>>::Name",
            "&'a mut str",
            "(i64, [u8; 16])",
            "Box<dyn Fn(i64) -> r#type + Send>",
        ] {
            assert_eq!(written(&ty(text)).replace("{1 + 2}", "{ 1 + 2 }"), text);
        }
    }

    #[test]
    fn option_is_seen_through_the_groups_of_macros() {
        let grouped = |text: &str| {
            let elem = Box::new(ty(text));
            Type::Group(syn::TypeGroup { group_token: syn::token::Group::default(), elem })
        };
        assert!(Spelt::of(&ty("::std::option::Option<i64>")) == Spelt::Option);
        assert!(Spelt::of(&grouped("Option<i64>")) == Spelt::Option);
        assert!(Spelt::of(&grouped("Vec<Option<i64>>")) != Spelt::Option);
    }

    #[test]
    fn code_ends_where_the_text_does() {
        assert_eq!(["a", "a`b", "``"].map(code), ["`a`", "`` a`b ``", "``` `` ```"]);
    }
}
