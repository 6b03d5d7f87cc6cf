//! `impl Model`: how a record is read and bound.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Index;
use syn::spanned::Spanned;

use crate::expand::table::key_columns;
use crate::expand::{fields, item_at, item_of, path_of};
use crate::ir::{Field, Model};

pub(super) fn record(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let last = model.fields.len().saturating_sub(1);
    let columns = model.fields.iter().enumerate().map(|(ordinal, Field { ident, ty, .. })| {
        let at = Index::from(ordinal);
        let pattern = if ordinal == last { quote!(_) } else { quote!(#at) };
        let [read, field, field_mut] = ["read", "field", "field_mut"].map(|item| item_at(ty, item));
        let of = path_of(ty, "ColumnValue");
        quote!(#ident #at #pattern #read #field #field_mut (#of))
    });
    let skipped = model.skipped.iter().map(|field| {
        let name = &field.ident;
        let default = quote_spanned!(field.ty.span()=> __rt::Default::default());
        quote!(#name (#default))
    });
    let generate = generate(model);
    let key = primary_key(model);
    quote! {
        __rt::record! { #ident { #(#columns)* } { #(#skipped)* } { #generate } }
        #key
    }
}

/// How a key is made that this library makes; the numbers of integers are the database's.
fn generate(model: &Model) -> Option<TokenStream> {
    let key = &model.primary_key;
    let field = fields(model, &key.fields).next().filter(|field| !field.is_spelt_integer())?;
    let generated = item_of(&field.ty, "KeyColumn", "generated");
    (!key.manual).then(|| {
        quote! {
            fn generate() -> __rt::Option<__rt::Result<__rt::Value>> {
                #generated()
            }
        }
    })
}

/// A key can be referred to by its type: that of its column, or a tuple of those of its columns.
fn primary_key(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let key = fields(model, &model.primary_key.fields).zip(key_columns(model)).collect::<Vec<_>>();
    let [(field, column)] = key.as_slice() else {
        let types: Vec<_> = key.iter().map(|(field, _)| &field.ty).collect();
        let columns = key.iter().map(|(_, column)| column);
        if !(2..=4).contains(&types.len()) {
            return TokenStream::new();
        }
        return quote! {
            #[automatically_derived]
            #[diagnostic::do_not_recommend]
            impl __rt::CompositeKey<(#(#types,)*)> for #ident {
                const KEY: (#(__rt::Column<Self, #types>,)*) = (#(#columns,)*);
            }
        };
    };
    let ty = &field.ty;
    quote! {
        #[automatically_derived]
        #[diagnostic::do_not_recommend]
        impl __rt::PrimaryKey<#ty> for #ident {
            const KEY: __rt::Column<Self, #ty> = #column;
        }
    }
}
