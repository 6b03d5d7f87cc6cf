//! Handles and accessors of the two models that a model links.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::expand::create::builder_ident;
use crate::expand::docs;
use crate::expand::given::Given;
use crate::expand::states::States;
use crate::ir::{ForeignKey, Model};
use crate::name;

pub(super) fn links(model: &Model) -> TokenStream {
    let sides = given(model).into_iter().map(|side| side.items(model));
    let draft = model.link.as_ref().map(|_| draft(model));
    sides.chain(draft).collect()
}

/// The builder of a link as `post.tags().add(…)` makes it: the foreign keys, which it gives itself, are set.
fn draft(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let builder = builder_ident(model);
    let keys: Vec<usize> = model.foreign_keys.iter().flat_map(|key| key.fields.clone()).collect();
    let states = States::begun(model).with(model, &keys);
    quote! {
        #[automatically_derived]
        impl __rt::LinkModel<#builder<#states>> for #ident {}
    }
}

/// `Post::TAGS` and `post.tags()`, and those of the other side.
pub(super) fn given(model: &Model) -> Vec<Given<'_>> {
    model.links().map(|(name, near, far)| side(model, name, near, far)).collect()
}

fn side<'m>(
    model: &'m Model,
    name: &'m Ident,
    near: &'m ForeignKey,
    far: &'m ForeignKey,
) -> Given<'m> {
    let ident = &model.ident;
    let (parent, other) = (&near.parent, &far.parent);
    let [to_parent, to_other] = [near, far].map(|key| name::const_name(&key.name));
    let generics = quote!(<#parent, #other, #ident>);
    Given {
        parent,
        name,
        extension: model.link.as_ref().is_some_and(|link| link.extension),
        kind: "ManyToMany",
        generics: generics.clone(),
        answer: "Linked",
        answer_generics: generics,
        made_of: quote!(#ident::#to_parent, #ident::#to_other),
        handle_doc: docs::many_to_many(model, near, far),
        accessor_doc: docs::linked(model, near, far),
    }
}
