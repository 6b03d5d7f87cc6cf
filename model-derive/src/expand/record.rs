//! `impl Table` and `impl Model`: what the table is, and how a record is read and bound.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Index, Token};

use crate::expand::place::{Column, item_at, item_of};
use crate::expand::table::key_columns;
use crate::expand::{self, fields, table};
use crate::ir::Model;
use crate::name;

pub(super) fn record(model: &Model) -> TokenStream {
    let Model { ident, table, fields, primary_key, .. } = model;
    let name = name::text(ident);
    let last = fields.len().saturating_sub(1);
    let idents = fields.iter().map(|field| &field.ident);
    let names = fields.iter().map(|field| &field.name);
    let at = (0..=last).map(Index::from);
    let patterns = (0..=last).map(|ordinal| Pattern { ordinal, last });
    let describing = fields.iter().map(table::describing);
    let kinds = fields.iter().map(|field| item_of(field, "ColumnValue", "KIND"));
    let more = fields.iter().map(table::more);
    let items = |item: &'static str| fields.iter().map(move |field| item_at(field, item));
    let [reads, gets, gets_mut] = ["read", "field", "field_mut"].map(items);
    let paths = fields.iter().map(Column);
    let skipped = model.skipped.iter().map(|field| {
        let name = &field.ident;
        let default = quote_spanned!(field.ty.span()=> __rt::Default::default());
        quote!(#name (#default))
    });
    let key = expand::fields(model, &primary_key.fields).map(|field| &field.column);
    let generation = table::generation(model);
    let lists = table::lists(model);
    let generate = generate(model);
    let key_type = key_type(model);
    let assertions = table::assertions(model);
    quote! {
        __rt::model! {
            #ident #name #table
            { #(
                #idents #names #at #patterns #describing (#kinds) { #more } #reads #gets #gets_mut (#paths)
            )* }
            { #(#skipped)* }
            [#(#key)*] (#generation)
            { #lists }
            { #generate }
        }
        #assertions
        #key_type
    }
}

/// The position of a column as a pattern; the last one is `_`, so that nothing is left over.
struct Pattern {
    ordinal: usize,
    last: usize,
}

impl ToTokens for Pattern {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if self.ordinal == self.last {
            return <Token![_]>::default().to_tokens(tokens);
        }
        Index::from(self.ordinal).to_tokens(tokens);
    }
}

/// How a key is made that this library makes; the numbers of integers are the database's.
fn generate(model: &Model) -> Option<TokenStream> {
    let key = &model.primary_key;
    let field = fields(model, &key.fields).next().filter(|field| !field.is_spelt_integer())?;
    let generated = item_of(field, "KeyColumn", "generated");
    (!key.manual).then(|| {
        quote! {
            fn generate() -> __rt::Option<__rt::Result<__rt::Value>> {
                #generated()
            }
        }
    })
}

/// A key can be referred to by its type: that of its column, or a tuple of those of its columns.
fn key_type(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let key = fields(model, &model.primary_key.fields).zip(key_columns(model)).collect::<Vec<_>>();
    let [(field, _)] = key.as_slice() else {
        let types: Vec<_> = key.iter().map(|(field, _)| &field.ty).collect();
        let columns = key.iter().map(|(_, column)| column);
        if !(2..=4).contains(&types.len()) {
            return TokenStream::new();
        }
        return quote! {
            #[diagnostic::do_not_recommend]
            impl __rt::CompositeKey<(#(#types,)*)> for #ident {
                const KEY: (#(__rt::Column<Self, #types>,)*) = (#(#columns,)*);
            }
        };
    };
    let ty = &field.ty;
    quote! {
        #[diagnostic::do_not_recommend]
        impl __rt::PrimaryKey<#ty> for #ident {}
    }
}
