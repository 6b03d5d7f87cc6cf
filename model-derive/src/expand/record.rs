//! `impl Model`: how a record is read and bound.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Index;
use syn::spanned::Spanned;

use crate::expand::table::key_columns;
use crate::expand::{fields, item_of};
use crate::ir::{Field, Model};

pub(super) fn record(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let decode = model.fields.iter().enumerate().map(|(ordinal, field)| {
        let name = &field.ident;
        let read = item_of(&field.ty, "ColumnValue", "read");
        let at = Index::from(ordinal);
        quote!(#name: #read(source, start + #at)?)
    });
    let skipped = model.skipped.iter().map(|field| {
        let name = &field.ident;
        quote_spanned!(field.ty.span()=> #name: __rt::Default::default())
    });
    let columns = arms(model, "field", &quote!(&self));
    let columns_mut = arms(model, "field_mut", &quote!(&mut self));
    let key = primary_key(model);
    let generate = generate(model);
    quote! {
        #[automatically_derived]
        #[diagnostic::do_not_recommend]
        impl __rt::Model for #ident {
            fn decode(row: &__rt::Row<'_>) -> __rt::Result<Self> {
                let (source, start) = row.parts();
                __rt::Ok(Self { #(#decode,)* #(#skipped,)* })
            }

            fn column(&self, ordinal: usize) -> &dyn __rt::Field {
                match ordinal { #(#columns),* }
            }

            fn column_mut(&mut self, ordinal: usize) -> &mut dyn __rt::Field {
                match ordinal { #(#columns_mut),* }
            }

            #generate
        }

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

/// One arm per column; the last one takes every ordinal that is left, so that none can panic.
fn arms(model: &Model, field: &str, of: &TokenStream) -> Vec<TokenStream> {
    let last = model.fields.len().saturating_sub(1);
    let arms = model.fields.iter().enumerate().map(|(ordinal, Field { ident, ty, .. })| {
        let at = Index::from(ordinal);
        let pattern = if ordinal == last { quote!(_) } else { quote!(#at) };
        let field = item_of(ty, "ColumnValue", field);
        quote!(#pattern => #field(#of.#ident))
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
