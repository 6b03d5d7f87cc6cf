//! IR to tokens. Infallible: what can be wrong has been refused before.
//!
//! What is emitted for `User`:
//!
//! ```text
//! pub struct UserCreate<S> { … }            create.rs   beside the model, so that it can be named
//! pub trait RoleUsers { … }                 given.rs    where the parent is of another crate
//! const _: () = {
//!     use ::model_runtime::__private as __rt;
//!     __rt::model! { … }                     record.rs, table.rs   impl Table, impl Model
//!     impl User { ID, …; __rt::begin! { … }; ROLE, role() }        handle.rs, relation.rs
//!     __rt::builder! { … }                   create.rs             impl UserCreate<S>
//!     impl Role { USERS; users() }           relation.rs
//!     impl Post { TAGS; tags() }             link.rs       of a model that links two others
//! };
//! ```

mod create;
mod docs;
mod facts;
mod fallback;
mod given;
mod handle;
mod link;
mod nest;
mod place;
mod record;
mod relation;
mod sql;
mod states;
mod table;

pub(crate) use fallback::fallback;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;
use syn::Index;

use crate::ir::{Field, Model};
use crate::name;

/// Emits everything that follows from a model.
pub(crate) fn model(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let builder = create::builder(model);
    let traits = given::traits(model);
    let parts = [
        record::record(model),
        create::states(model),
        handle::handles(model),
        create::create(model),
        relation::relations(model),
        link::links(model),
    ];
    quote! {
        #builder
        #traits

        // What is unusual about a field has been told at the field, and need not be told again.
        #[allow(deprecated, non_camel_case_types, non_snake_case, unused_qualifications)]
        #[allow(dead_code, non_local_definitions, private_bounds, private_interfaces)]
        const _: () = {
            use #runtime::__private as __rt;
            #(#parts)*
        };
    }
}

/// Ends some tokens at a token of the user's: rustc shows all from the first to the last.
fn ending(tokens: TokenStream, span: Span) -> TokenStream {
    let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
    if let Some(last) = tokens.last_mut() {
        last.set_span(span);
    }
    tokens.into_iter().collect()
}

/// The last parameter of what is about a foreign key: its position, where that is not the default.
///
/// A number as a parameter is a constant of its own to the compiler, with a body, wherever it is written.
fn position(foreign_key: usize) -> Option<TokenStream> {
    let at = Index::from(foreign_key);
    (foreign_key > 0).then(|| quote!(, #at))
}

/// The const of a column's handle, at the field.
fn column_const(field: &Field) -> Ident {
    name::const_name(&field.ident)
}

/// The fields at some positions.
fn fields<'m>(model: &'m Model, positions: &'m [usize]) -> impl Iterator<Item = &'m Field> {
    positions.iter().filter_map(|&position| model.fields.get(position))
}
