//! What a model gives to its parents: a handle and an accessor each.
//!
//! They are items of the parent, or where `extension` is said those of a trait beside the child, as a
//! parent of another crate can be given nothing else:
//!
//! ```text
//! pub trait RoleUsers { const USERS: HasMany<Role, User>; fn users(&self) -> Children<Role, User>; }
//! const _: () = { …; impl RoleUsers for Role { … } };
//! ```

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Path;
use syn::spanned::Spanned;

use crate::expand::place::Located;
use crate::expand::{docs, ending, link, relation};
use crate::ir::Model;
use crate::name;

/// A handle and an accessor for a parent.
pub(super) struct Given<'m> {
    pub(super) parent: &'m Path,
    pub(super) name: &'m Ident,
    pub(super) extension: bool,
    /// The handle's type: `HasMany` and `<Role, User, 0>`.
    pub(super) kind: &'static str,
    pub(super) generics: TokenStream,
    /// The accessor's type in the same way.
    pub(super) answer: &'static str,
    pub(super) answer_generics: TokenStream,
    /// The arguments of which the handle is made.
    pub(super) made_of: TokenStream,
    pub(super) handle_doc: String,
    pub(super) accessor_doc: String,
}

/// The traits beside the model.
pub(super) fn traits(model: &Model) -> TokenStream {
    let given = relation::given(model).into_iter().chain(link::given(model));
    given.filter(|given| given.extension).map(|given| given.extension(model)).collect()
}

impl Given<'_> {
    /// The items, of the parent itself or of the trait.
    pub(super) fn items(&self, model: &Model) -> TokenStream {
        let Self { parent, name, made_of, handle_doc, accessor_doc, .. } = self;
        let vis = &model.vis;
        let handle = name::const_name(name);
        let (ty, answer) = self.types(&quote!(__rt));
        if self.extension {
            let extension = self.trait_ident();
            return quote_spanned! {parent.span()=>
                #[automatically_derived]
                impl #extension for #parent {
                    const #handle: #ty = <#ty>::new(#made_of);

                    fn #name(&self) -> #answer {
                        <Self as #extension>::#handle.of(self)
                    }
                }
            };
        }
        let vis = Located(vis, name.span());
        // Names that clash are told at the name, a model of another crate at the model. The handle is made
        // twice: one that clashes is not asked for, which would be one more error.
        let items = quote_spanned! {name.span()=>
            #[doc = #handle_doc]
            #vis const #handle: #ty = <#ty>::new(#made_of);

            #[doc = #accessor_doc]
            #vis fn #name(&self) -> #answer {
                <#ty>::new(#made_of).of(self)
            }
        };
        quote_spanned! {parent.span()=>
            #[allow(unreachable_pub)]
            impl #parent {
                #items
            }
        }
    }

    fn extension(&self, model: &Model) -> TokenStream {
        let Self { name, handle_doc, accessor_doc, parent, .. } = self;
        let vis = &model.vis;
        let runtime = &model.runtime;
        let extension = self.trait_ident();
        let handle = name::const_name(name);
        let (ty, answer) = self.types(&quote!(#runtime::__private));
        let doc = docs::extension(parent, name);
        quote_spanned! {name.span()=>
            #[doc = #doc]
            #[allow(dead_code, non_camel_case_types, private_interfaces, unreachable_pub)]
            #[allow(unused_qualifications)]
            #vis trait #extension {
                #[doc = #handle_doc]
                const #handle: #ty;

                #[doc = #accessor_doc]
                fn #name(&self) -> #answer;
            }
        }
    }

    fn types(&self, rt: &TokenStream) -> (TokenStream, TokenStream) {
        let span = self.name.span();
        let [generics, answer_generics] =
            [&self.generics, &self.answer_generics].map(|generics| ending(generics.clone(), span));
        let [kind, answer] = [self.kind, self.answer].map(|ty| format_ident!("{ty}"));
        let ty = quote_spanned!(span=> #rt::#kind #generics);
        (ty, quote_spanned!(span=> #rt::#answer #answer_generics))
    }

    /// `RoleUsers`
    fn trait_ident(&self) -> Ident {
        let parent = self.parent.segments.last().map(|last| name::text(&last.ident));
        let camel: String = name::text(self.name).split('_').map(capitalized).collect();
        format_ident!("{}{camel}", parent.unwrap_or_default(), span = self.name.span())
    }
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
