//! Handles and accessors of foreign keys, on the child and on the parent.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::expand::table::parent_key;
use crate::expand::{column_const, docs, nest};
use crate::ir::{Backref, Field, ForeignKey, Model};
use crate::name;

pub(super) fn relations(model: &Model) -> TokenStream {
    let keys = model.foreign_keys.iter().enumerate();
    let relations = keys.filter_map(|(at, key)| {
        let field = model.fields.get(key.field)?;
        let belongs_to = belongs_to(model, at, key, field);
        let backref = key.backref.as_ref().map(|backref| {
            let back = back(model, at, key, backref);
            let under = nest::under(model, at, key);
            let presence = (!key.one_to_one).then(|| presence(model, at, field));
            quote!(#back #under #presence)
        });
        let set_null = key.set_null.map(|span| {
            let ty = &field.ty;
            quote_spanned!(span=> const _: () = __rt::set_null_needs_an_option::<#ty>();)
        });
        Some(quote!(#belongs_to #backref #set_null))
    });
    quote!(#(#relations)*)
}

/// Whether a child can leave `role.users()`.
fn presence(model: &Model, at: usize, field: &Field) -> TokenStream {
    let (ident, ty) = (&model.ident, &field.ty);
    quote! {
        #[automatically_derived]
        impl __rt::ForeignKey<#at, <#ty as __rt::ColumnValue>::Presence> for #ident {}
    }
}

/// `User::ROLE` and `user.role()`.
fn belongs_to(model: &Model, at: usize, key: &ForeignKey, field: &Field) -> TokenStream {
    let Model { ident, vis, .. } = model;
    let ForeignKey { name, parent, .. } = key;
    let ty = &field.ty;
    let handle = name::const_name(name);
    let column = column_const(field);
    let parent_key = parent_key(model, key);
    let handle_doc = docs::belongs_to(model, key);
    let accessor_doc = docs::parent(model, key, field);
    quote! {
        #[allow(dead_code, private_interfaces)]
        impl #ident {
            #[doc = #handle_doc]
            #vis const #handle: __rt::BelongsTo<#ident, #parent, <#ty as __rt::ColumnValue>::Presence> =
                __rt::BelongsTo::new(
                    &<#ident as __rt::Table>::FOREIGN_KEYS[#at],
                    #ident::#column,
                    #parent_key,
                );

            #[doc = #accessor_doc]
            #vis fn #name(&self) -> __rt::Query<#parent> {
                Self::#handle.of(self)
            }
        }
    }
}

/// `Role::USERS` and `role.users()`.
fn back(model: &Model, at: usize, key: &ForeignKey, backref: &Backref) -> TokenStream {
    let Model { ident, vis, .. } = model;
    let parent = &key.parent;
    let name = &backref.name;
    let handle = name::const_name(name);
    let relation = name::const_name(&key.name);
    let handle_doc = docs::back(model, key);
    let accessor_doc = docs::children(model, key);
    let (kind, answer, value) = if key.one_to_one {
        let answer = quote!(__rt::Query<#ident>);
        (quote!(HasOne), answer, quote!(__rt::HasOne::new(#ident::#relation)))
    } else {
        let order = backref.order_by.iter().filter_map(|part| {
            let column = &model.fields.get(part.field)?.column;
            let descending = part.descending;
            Some(quote!((#column, #descending)))
        });
        let answer = quote!(__rt::Children<#parent, #ident, #at>);
        (quote!(HasMany), answer, quote!(__rt::HasMany::new(#ident::#relation, &[#(#order),*])))
    };
    quote_spanned! {parent.span()=>
        #[allow(dead_code, private_interfaces, unreachable_pub)]
        impl #parent {
            #[doc = #handle_doc]
            #vis const #handle: __rt::#kind<#parent, #ident, #at> = #value;

            #[doc = #accessor_doc]
            #vis fn #name(&self) -> #answer {
                <#parent>::#handle.of(self)
            }
        }
    }
}
