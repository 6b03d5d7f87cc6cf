//! Builders under a parent: complete without the foreign key that the parent gives, and begun with it.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::expand::create::{builder_ident, slot, states};
use crate::ir::{ForeignKey, Model};

/// What a back-reference asks of the child's builder.
pub(super) fn under(model: &Model, at: usize, key: &ForeignKey) -> TokenStream {
    let ident = &model.ident;
    let builder = builder_ident(model);
    let ForeignKey { name, parent, .. } = key;
    let fields = &key.fields;
    // The states with the fields of the key set, one after the other.
    let mut set = quote!(__S);
    let mut can_be_set = Vec::new();
    for place in fields.iter().filter_map(|&field| slot(model, field)) {
        can_be_set.push(quote!(#set: __rt::SetAt<#place>,));
        set = quote!(<#set as __rt::SetAt<#place>>::Out);
    }
    let begun = states(model, fields);
    quote_spanned! {parent.span()=>
        #[automatically_derived]
        impl<__S: 'static> __rt::Under<#ident, #at> for #builder<__S>
        where
            #(#can_be_set)*
            #builder<#set>: __rt::Create<Model = #ident>,
        {
        }

        #[automatically_derived]
        impl __rt::Child<#parent, #at, #builder<#begun>> for #ident {
            fn begin(parent: __rt::ParentKey<#parent>) -> #builder<#begun> {
                #ident::create().#name(parent)
            }
        }
    }
}
