//! Builders under a parent: complete without the foreign key that the parent gives, and begun with it.

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::spanned::Spanned;

use crate::expand::create::builder_ident;
use crate::expand::position;
use crate::expand::relation::presence;
use crate::expand::states::States;
use crate::ir::{ForeignKey, Model};

/// What a back-reference asks of the child and of its builder.
pub(super) fn under(model: &Model, at: usize, key: &ForeignKey) -> TokenStream {
    let ident = &model.ident;
    let builder = builder_ident(model);
    let parent = &key.parent;
    let presence = presence(model, key);
    let params = States::params(model);
    let groups = params.groups();
    let set = States::params(model).with(model, &key.fields);
    let begun = States::begun(model).with(model, &key.fields);
    let at = position(at);
    quote_spanned! {parent.span()=>
        impl<#(#groups: __rt::States),*> __rt::Under<#ident #at> for #builder<#params>
        where
            #builder<#set>: __rt::Create<Model = #ident>,
        {
        }

        impl __rt::Child<#parent, #presence, #builder<#begun> #at> for #ident {}
    }
}
