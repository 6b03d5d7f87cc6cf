mod attributes;
mod emitted;
mod expansion;
mod half_typed;
mod hover;
mod keys;
mod names;
mod relations;
mod resolved;
mod rows;
mod spans;

use proc_macro2::TokenStream;

use crate::diagnostics::Diagnostics;
use crate::{derive, ir};

/// Returns the messages about a model.
fn errors(input: TokenStream) -> Vec<String> {
    let mut diagnostics = Diagnostics::new();
    derive::read(&syn::parse2(input).expect("an item"), &mut diagnostics);
    diagnostics.finish_as_text()
}

/// Returns the only message about a model.
fn error(input: TokenStream) -> String {
    let mut errors = errors(input);
    assert_eq!(errors.len(), 1, "{errors:#?}");
    errors.remove(0)
}

/// Returns the only message about a field beside a key.
fn field_error(field: TokenStream) -> String {
    error(quote::quote! {
        struct User {
            #[primary_key]
            id: i64,
            #field
        }
    })
}

/// Resolves a model without mistakes.
fn model(input: TokenStream) -> ir::Model {
    let mut diagnostics = Diagnostics::new();
    let model = derive::read(&syn::parse2(input).expect("an item"), &mut diagnostics);
    assert_eq!(diagnostics.finish_as_text(), Vec::<String>::new());
    model.expect("a model")
}
