//! What is emitted for users, taken out of an expansion.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens as _;
use syn::{Attribute, Expr, ImplItem, Item, Lit, Macro, Meta, Stmt, TraitItem, Type};

use super::super::rows::{Row, builder, rows};
use crate::derive;

/// An emitted item with its documentation.
pub(super) struct Emitted {
    /// Such as `User::find`.
    pub(super) name: String,
    pub(super) docs: Vec<String>,
    pub(super) kind: Kind,
}

pub(super) enum Kind {
    /// A struct or a trait.
    Named,
    /// A const of a type, such as `Column`.
    Handle(String),
    Function,
}

/// All items that are emitted for users of a model.
pub(super) fn emitted(input: TokenStream) -> Vec<Emitted> {
    let file: syn::File = syn::parse2(derive::model(input)).expect("the expansion parses");
    let mut found = Vec::new();
    file.items.into_iter().for_each(|item| gather(item, &mut found));
    found.retain(|item| !item.name.rsplit("::").next().is_some_and(|name| name.starts_with("__")));
    found
}

fn gather(item: Item, found: &mut Vec<Emitted>) {
    let mut add = |of: &str, ident: &Ident, attrs: &[Attribute], kind| {
        let name = if of.is_empty() { ident.to_string() } else { format!("{of}::{ident}") };
        found.push(Emitted { name, docs: docs(attrs), kind });
    };
    match item {
        Item::Const(item) if item.ident == "_" => {
            let Expr::Block(block) = *item.expr else { return };
            for statement in block.block.stmts {
                match statement {
                    Stmt::Item(item) => gather(item, found),
                    Stmt::Macro(called) => {
                        if let Some(of) = builder(&called.mac) {
                            gather_rows(&of, &called.mac, found);
                        }
                    }
                    _ => {}
                }
            }
        }
        Item::Impl(item) if item.trait_.is_none() => {
            let of = last_name(&item.self_ty);
            for item in &item.items {
                match item {
                    ImplItem::Const(item) => {
                        add(&of, &item.ident, &item.attrs, Kind::Handle(last_name(&item.ty)));
                    }
                    ImplItem::Fn(item) => add(&of, &item.sig.ident, &item.attrs, Kind::Function),
                    ImplItem::Macro(item) => rows(&item.mac).iter().for_each(|row| {
                        add(&of, &row.name, &row.attrs, Kind::Function);
                    }),
                    other => panic!("an item of an unknown kind: {}", other.to_token_stream()),
                }
            }
        }
        Item::Trait(item) => {
            let of = item.ident.to_string();
            add("", &item.ident, &item.attrs, Kind::Named);
            for item in &item.items {
                match item {
                    TraitItem::Const(item) => {
                        add(&of, &item.ident, &item.attrs, Kind::Handle(last_name(&item.ty)));
                    }
                    TraitItem::Fn(item) => add(&of, &item.sig.ident, &item.attrs, Kind::Function),
                    other => panic!("an item of an unknown kind: {}", other.to_token_stream()),
                }
            }
        }
        Item::Struct(item) => add("", &item.ident, &item.attrs, Kind::Named),
        // Impls of traits have the documentation of those.
        Item::Impl(_) | Item::Use(_) | Item::Const(_) => {}
        Item::Type(item) if item.ident.to_string().starts_with("__") => {}
        other => panic!("an item of an unknown kind: {}", other.to_token_stream()),
    }
}

/// The functions of a builder.
fn gather_rows(of: &str, called: &Macro, found: &mut Vec<Emitted>) {
    let item = |row: Row| Emitted {
        name: format!("{of}::{}", row.name),
        docs: docs(&row.attrs),
        kind: Kind::Function,
    };
    found.extend(rows(called).into_iter().map(item));
}

fn docs(attrs: &[Attribute]) -> Vec<String> {
    let docs = attrs.iter().filter_map(|attr| match &attr.meta {
        Meta::NameValue(meta) if meta.path.is_ident("doc") => Some(&meta.value),
        _ => None,
    });
    let text = |value: &Expr| match value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => text.value(),
            other => panic!("not a text: {}", other.to_token_stream()),
        },
        other => panic!("not a literal: {}", other.to_token_stream()),
    };
    docs.map(text).collect()
}

fn last_name(ty: &Type) -> String {
    let Type::Path(path) = ty else { panic!("not a path: {}", ty.to_token_stream()) };
    path.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default()
}
