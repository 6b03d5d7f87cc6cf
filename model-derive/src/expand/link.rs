//! Handles and accessors of the two models that a model links.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned;

use crate::expand::docs;
use crate::ir::{ForeignKey, Model};
use crate::name;

pub(super) fn links(model: &Model) -> TokenStream {
    model.links().map(|(name, near, far)| side(model, name, near, far)).collect()
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
        #vis fn #name(&self) -> __rt::Query<#other> {
            <#parent>::#handle.of(self)
        }
    };
    quote_spanned! {parent.span()=>
        #[allow(dead_code, private_interfaces)]
        impl #parent {
            #items
        }
    }
}
