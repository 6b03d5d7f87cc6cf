//! `impl Model`: how a record is read and bound.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::expand::table::key_columns;
use crate::expand::{fields, item_of};
use crate::ir::Model;

pub(super) fn record(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let decode = model.fields.iter().enumerate().map(|(ordinal, field)| {
        let name = &field.ident;
        let read = item_of(&field.ty, "ColumnValue", "read");
        quote!(#name: #read(source, start + #ordinal)?)
    });
    let skipped = model.skipped.iter().map(|field| {
        let name = &field.ident;
        quote_spanned!(field.ty.span()=> #name: __rt::Default::default())
    });
    let normalize = model.fields.iter().map(|field| {
        let name = &field.ident;
        let normalize = item_of(&field.ty, "ColumnValue", "normalize");
        quote!(#normalize(&mut self.#name))
    });
    let arms = arms(model);
    let key = primary_key(model);
    let refer = refer(model);
    quote! {
        #[automatically_derived]
        #[diagnostic::do_not_recommend]
        impl __rt::Model for #ident {
            fn decode(row: &__rt::Row<'_>) -> __rt::Result<Self> {
                let (source, start) = row.parts();
                __rt::Ok(Self { #(#decode,)* #(#skipped,)* })
            }

            fn column(&self, ordinal: usize) -> &dyn __rt::Bind {
                match ordinal { #(#arms),* }
            }

            fn normalize(&mut self) {
                #(#normalize;)*
            }

            #refer
        }

        #key
    }
}

/// How a session sets what has become known: the fields of foreign keys.
fn refer(model: &Model) -> TokenStream {
    let mut positions: Vec<_> =
        model.foreign_keys.iter().flat_map(|key| key.fields.iter().copied()).collect();
    positions.sort_unstable();
    positions.dedup();
    let arms = positions.iter().filter_map(|&ordinal| {
        let name = &model.fields.get(ordinal)?.ident;
        Some(quote!(#ordinal => self.#name = row.get(#ordinal)?,))
    });
    if positions.is_empty() {
        return TokenStream::new();
    }
    quote! {
        fn refer(&mut self, ordinal: usize, row: &__rt::Row<'_>) -> __rt::Result<()> {
            match ordinal {
                #(#arms)*
                _ => {}
            }
            __rt::Ok(())
        }
    }
}

/// One arm per column; the last one takes every ordinal that is left, so that none can panic.
fn arms(model: &Model) -> Vec<TokenStream> {
    let last = model.fields.len().saturating_sub(1);
    let arms = model.fields.iter().enumerate().map(|(ordinal, field)| {
        let name = &field.ident;
        let pattern = if ordinal == last { quote!(_) } else { quote!(#ordinal) };
        let as_bind = item_of(&field.ty, "ColumnValue", "as_bind");
        quote!(#pattern => #as_bind(&self.#name))
    });
    arms.collect()
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
