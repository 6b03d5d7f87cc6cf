//! `impl Model`: how a record is read and bound.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::expand::fields;
use crate::expand::table::key_consts;
use crate::ir::Model;

pub(super) fn record(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let decode = model.fields.iter().enumerate().map(|(ordinal, field)| {
        let name = &field.ident;
        quote_spanned!(field.ty.span()=> #name: row.get(#ordinal)?)
    });
    let skipped = model.skipped.iter().map(|field| {
        let name = &field.ident;
        quote_spanned!(field.ty.span()=> #name: __rt::Default::default())
    });
    let stored = model.fields.iter().map(|field| &field.ident);
    let arms = arms(model);
    let key = primary_key(model);
    quote! {
        #[automatically_derived]
        impl __rt::Model for #ident {
            fn decode(row: &__rt::Row<'_>) -> __rt::Result<Self> {
                __rt::Ok(Self { #(#decode,)* #(#skipped,)* })
            }

            fn column(&self, ordinal: usize) -> &dyn __rt::Bind {
                match ordinal { #(#arms),* }
            }

            fn normalize(&mut self) {
                #(__rt::ColumnValue::normalize(&mut self.#stored);)*
            }
        }

        #key
    }
}

/// One arm per column; the last one takes every ordinal that is left, so that none can panic.
fn arms(model: &Model) -> Vec<TokenStream> {
    let last = model.fields.len().saturating_sub(1);
    let arms = model.fields.iter().enumerate().map(|(ordinal, field)| {
        let name = &field.ident;
        let pattern = if ordinal == last { quote!(_) } else { quote!(#ordinal) };
        quote!(#pattern => &self.#name)
    });
    arms.collect()
}

/// A key can be referred to by its type: that of its column, or a tuple of those of its columns.
fn primary_key(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let key = fields(model, &model.primary_key.fields).zip(key_consts(model)).collect::<Vec<_>>();
    let [(field, column)] = key.as_slice() else {
        let types: Vec<_> = key.iter().map(|(field, _)| &field.ty).collect();
        let columns = key.iter().map(|(_, column)| column);
        if !(2..=4).contains(&types.len()) {
            return TokenStream::new();
        }
        return quote! {
            #[automatically_derived]
            impl __rt::CompositeKey<(#(#types,)*)> for #ident {
                const KEY: (#(__rt::Column<Self, #types>,)*) = (#(#ident::#columns,)*);
            }
        };
    };
    let ty = &field.ty;
    quote! {
        #[automatically_derived]
        impl __rt::PrimaryKey<#ty> for #ident {
            const KEY: __rt::Column<Self, #ty> = #ident::#column;
        }
    }
}
