//! Handles and accessors of the two models that a model links.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::expand::create::{builder_ident, states};
use crate::expand::docs;
use crate::ir::{ForeignKey, Model};
use crate::name;

pub(super) fn links(model: &Model) -> TokenStream {
    let sides = model.links().map(|(name, near, far)| side(model, name, near, far));
    let draft = model.link.as_ref().map(|_| draft(model));
    sides.chain(draft).collect()
}

/// How `post.tags().add(…)` makes a link: the foreign keys, which it gives itself, count as set.
fn draft(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let builder = builder_ident(model);
    let keys: Vec<usize> = model.foreign_keys.iter().map(|key| key.field).collect();
    let states = states(model, &keys);
    quote! {
        #[automatically_derived]
        impl __rt::LinkModel<#builder<#states>> for #ident {
            fn draft() -> #builder<#states> {
                #ident::create().__state()
            }
        }
    }
}

/// `Post::TAGS` and `post.tags()`.
fn side(model: &Model, name: &Ident, near: &ForeignKey, far: &ForeignKey) -> TokenStream {
    let Model { ident, vis, .. } = model;
    let (parent, other) = (&near.parent, &far.parent);
    let handle = name::const_name(name);
    let [to_parent, to_other] = [near, far].map(|key| name::const_name(&key.name));
    let handle_doc = docs::many_to_many(model, near, far);
    let accessor_doc = docs::linked(model, near, far);
    // Names that clash are told at the name, a model of another crate at the model.
    let items = quote_spanned! {name.span()=>
        #[doc = #handle_doc]
        #vis const #handle: __rt::ManyToMany<#parent, #other, #ident> =
            __rt::ManyToMany::new(#ident::#to_parent, #ident::#to_other);

        #[doc = #accessor_doc]
        #vis fn #name(&self) -> __rt::Linked<#parent, #other, #ident> {
            <#parent>::#handle.of(self)
        }
    };
    quote_spanned! {parent.span()=>
        #[allow(dead_code, private_interfaces, unreachable_pub)]
        impl #parent {
            #items
        }
    }
}
