//! Handles and accessors of foreign keys, on the child and on the parent.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Index;
use syn::spanned::Spanned;

use crate::expand::given::Given;
use crate::expand::place::{ItemOf, item_of};
use crate::expand::table::assertion;
use crate::expand::{docs, fields, nest, position};
use crate::ir::{Backref, ForeignKey, Model};
use crate::name;

pub(super) fn relations(model: &Model) -> TokenStream {
    let keys = model.foreign_keys.iter().enumerate();
    let relations = keys.map(|(at, key)| {
        let backref = key.backref.as_ref().map(|backref| {
            let back = back(model, at, key, backref).items(model);
            let under = nest::under(model, at, key);
            quote!(#back #under)
        });
        let proofs = proofs(model, key);
        quote!(#backref #proofs)
    });
    quote!(#(#relations)*)
}

/// What only the types of a foreign key's fields can tell.
fn proofs(model: &Model, key: &ForeignKey) -> TokenStream {
    let types: Vec<_> = fields(model, &key.fields).map(|field| &field.ty).collect();
    let nullable =
        fields(model, &key.fields).map(|field| item_of(field, "ColumnValue", "NULLABLE"));
    let set_null = key
        .set_null
        .map(|span| quote_spanned!(span=> #(const _: () = <#types as __rt::CanBeNull>::PROOF;)*));
    if types.len() == 1 {
        return quote!(#set_null);
    }
    let message = format!(
        "some fields of the foreign key `{}` of `{}` are an `Option` and others are not; with one of \
         them NULL the others would refer to nothing, so make all of them an `Option` or none",
        name::text(&key.name),
        model.ident
    );
    let span = key.parent.span();
    let proof = assertion(span, &quote!(__rt::all_or_none(&[#(#nullable),*])), &message);
    quote!(#set_null #proof)
}

/// `Required` or `Nullable`, whichever the fields are.
pub(super) fn presence<'m>(model: &'m Model, key: &'m ForeignKey) -> Option<ItemOf<'m>> {
    let field = fields(model, &key.fields).next()?;
    Some(item_of(field, "ColumnValue", "Presence"))
}

/// `User::ROLE` and `user.role()`.
pub(super) fn belongs_to(model: &Model, at: usize, key: &ForeignKey) -> TokenStream {
    let Model { ident, vis, .. } = model;
    let ForeignKey { name, parent, .. } = key;
    let presence = presence(model, key);
    let handle = name::const_name(name);
    // A parent that is no model is told of its table, here as where the key refers to it.
    let parent_table = quote_spanned!(parent.span()=> <#parent as __rt::Table>);
    let handle_doc = docs::belongs_to(model, key);
    let accessor_doc = docs::parent(model, key);
    let at = Index::from(at);
    quote! {
        #[doc = #handle_doc]
        #vis const #handle: __rt::BelongsTo<#ident, #parent, #presence> =
            __rt::BelongsTo::new(<#ident as __rt::Table>::TABLE, #at);

        #[doc = #accessor_doc]
        #vis fn #name(&self) -> __rt::Query<#parent> {
            #parent_table::parent_of(Self::#handle, self)
        }
    }
}

/// `Role::USERS` and `role.users()`, for each back-reference.
pub(super) fn given(model: &Model) -> Vec<Given<'_>> {
    let keys = model.foreign_keys.iter().enumerate();
    keys.filter_map(|(at, key)| Some(back(model, at, key, key.backref.as_ref()?))).collect()
}

fn back<'m>(model: &'m Model, at: usize, key: &'m ForeignKey, backref: &'m Backref) -> Given<'m> {
    let ident = &model.ident;
    let parent = &key.parent;
    let relation = name::const_name(&key.name);
    let at = position(at);
    let generics = quote!(<#parent, #ident #at>);
    let (kind, answer, answer_generics, made_of) = if key.one_to_one {
        ("HasOne", "Query", quote!(<#ident>), quote!(#ident::#relation))
    } else {
        let order = backref.order_by.iter().filter_map(|part| {
            let column = &model.fields.get(part.field)?.column;
            let descending = part.descending;
            Some(quote!((#column, #descending)))
        });
        ("HasMany", "Children", generics.clone(), quote!(#ident::#relation, &[#(#order),*]))
    };
    Given {
        parent,
        name: &backref.name,
        extension: backref.extension,
        kind,
        generics,
        answer,
        answer_generics,
        made_of,
        handle_doc: docs::back(model, key),
        accessor_doc: docs::children(model, key),
    }
}
