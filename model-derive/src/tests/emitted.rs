//! The items of an expansion that users name.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{Expr, ImplItem, Item, Macro, Stmt, TraitItem, Type};

use super::rows::{builder, rows};
use crate::derive;

/// An item of a type or trait: `User::ID`.
pub(super) struct Emitted {
    /// `User::ID`, or the item's name alone if it is of none.
    pub(super) path: String,
    pub(super) name: Ident,
    /// The type of a const, the signature of a function.
    pub(super) signature: TokenStream,
}

/// Expands a model, given as text, and returns the items that can be named.
pub(super) fn emitted(source: &str) -> Vec<Emitted> {
    let tokens: TokenStream = source.parse().expect("the source has tokens");
    let file: syn::File = syn::parse2(derive::model(tokens)).expect("the expansion parses");
    file.items.into_iter().flat_map(of_item).collect()
}

fn of_item(item: Item) -> Vec<Emitted> {
    match item {
        Item::Struct(item) => {
            vec![Emitted {
                path: item.ident.to_string(),
                name: item.ident,
                signature: TokenStream::new(),
            }]
        }
        Item::Trait(item) => {
            let owner = item.ident.to_string();
            item.items.into_iter().filter_map(|item| of_trait(&owner, item)).collect()
        }
        // Methods of traits are found in the traits.
        Item::Impl(item) if item.trait_.is_none() => {
            let owner = owner(&item.self_ty);
            item.items.into_iter().flat_map(|item| of_impl(&owner, item)).collect()
        }
        Item::Const(item) => match *item.expr {
            Expr::Block(block) => block.block.stmts.into_iter().flat_map(of_statement).collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn of_statement(statement: Stmt) -> Vec<Emitted> {
    match statement {
        Stmt::Item(item) => of_item(item),
        Stmt::Macro(called) => {
            builder(&called.mac).map(|owner| of_macro(&owner, &called.mac)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

fn of_impl(owner: &str, item: ImplItem) -> Vec<Emitted> {
    match item {
        ImplItem::Const(item) => vec![new(owner, item.ident, &item.ty)],
        ImplItem::Fn(item) => vec![new(owner, item.sig.ident.clone(), &item.sig)],
        ImplItem::Macro(item) => of_macro(owner, &item.mac),
        _ => Vec::new(),
    }
}

fn of_macro(owner: &str, called: &Macro) -> Vec<Emitted> {
    rows(called).into_iter().map(|row| new(owner, row.name, &row.signature)).collect()
}

fn of_trait(owner: &str, item: TraitItem) -> Option<Emitted> {
    match item {
        TraitItem::Const(item) => Some(new(owner, item.ident, &item.ty)),
        TraitItem::Fn(item) => Some(new(owner, item.sig.ident.clone(), &item.sig)),
        _ => None,
    }
}

fn new(owner: &str, name: Ident, signature: &impl ToTokens) -> Emitted {
    Emitted { path: format!("{owner}::{name}"), name, signature: signature.to_token_stream() }
}

/// The last name of a type's path.
fn owner(ty: &Type) -> String {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
        _ => None,
    }
    .unwrap_or_default()
}
