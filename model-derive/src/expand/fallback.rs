//! Stubs on error, so that a mistake in a model is not followed by others wherever it is used.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Fields, Path, TypeParamBound, parse_quote};

use crate::attr::ModelAttr;
use crate::diagnostics::Diagnostics;
use crate::{name, resolve};

/// Emits a model without a key, with handles for its fields. It never runs: the mistake itself is
/// an error.
pub(crate) fn fallback(input: &DeriveInput) -> TokenStream {
    let DeriveInput { ident, vis, generics, .. } = input;
    if generics.lifetimes().next().is_some() {
        return TokenStream::new();
    }
    let mut generics = generics.clone();
    for param in generics.type_params_mut() {
        param.bounds.extend::<[TypeParamBound; 3]>([
            parse_quote!(::core::marker::Send),
            parse_quote!(::core::marker::Sync),
            parse_quote!('static),
        ]);
    }
    let (params, arguments, conditions) = generics.split_for_impl();
    let columns = columns(input);
    let runtime = runtime(input);
    quote! {
        const _: () = {
            use #runtime::__private as __rt;

            #[diagnostic::do_not_recommend]
            impl #params __rt::Table for #ident #arguments #conditions {
                const OUTLINE: __rt::Outline = __rt::Outline::NONE;
            }

            #[diagnostic::do_not_recommend]
            impl #params __rt::Model for #ident #arguments #conditions {
                fn decode(_: &__rt::Row<'_>) -> __rt::Result<Self> {
                    loop {}
                }

                fn column(&self, _: usize) -> &dyn __rt::Field {
                    loop {}
                }

                fn column_mut(&mut self, _: usize) -> &mut dyn __rt::Field {
                    loop {}
                }
            }

            #[allow(dead_code, private_bounds, private_interfaces)]
            impl #params #ident #arguments #conditions {
                #(#columns)*

                #vis fn query() -> __rt::Query<Self> {
                    __rt::query()
                }

                #vis fn filter<__P: __rt::IntoPredicate<Self>>(predicate: __P) -> __rt::Query<Self> {
                    __rt::filter(predicate)
                }
            }
        };
    }
}

/// The runtime's path, of attributes that may hold mistakes.
fn runtime(input: &DeriveInput) -> Path {
    let mut reported = Diagnostics::new();
    let model = ModelAttr::parse(&input.attrs, &mut reported);
    let _ = reported.finish();
    model.runtime.unwrap_or_else(resolve::default_runtime)
}

fn columns(input: &DeriveInput) -> Vec<TokenStream> {
    let (Data::Struct(data), vis) = (&input.data, &input.vis) else { return Vec::new() };
    let Fields::Named(fields) = &data.fields else { return Vec::new() };
    let mut handles = Vec::new();
    let mut columns = Vec::new();
    for field in &fields.named {
        let Some(ident) = &field.ident else { continue };
        let handle = name::const_name(ident);
        if handles.contains(&handle) {
            continue;
        }
        let ty = &field.ty;
        columns.push(quote! {
            #vis const #handle: __rt::Column<Self, #ty> = __rt::Column::new(0, "");
        });
        handles.push(handle);
    }
    columns
}
