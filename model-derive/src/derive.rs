//! The stages in their order.

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::diagnostics::Diagnostics;
use crate::item::Item;
use crate::{check, expand, half, ir, mend, resolve};

/// Expands `#[derive(Model)]`; of a model with mistakes, to all of them and what can be emitted all the same.
pub(crate) fn model(input: TokenStream) -> TokenStream {
    let tokens = input.clone();
    let error = match syn::parse2(input) {
        Ok(input) => return expansion(&input, None),
        Err(error) => error.into_compile_error(),
    };
    match half::item(tokens) {
        Some(input) => expansion(&input, Some(error)),
        None => error,
    }
}

/// What is wrong with a struct that does not parse is what its author is about to mend, so that is all
/// that is said of it.
fn expansion(input: &DeriveInput, not_parsed: Option<TokenStream>) -> TokenStream {
    let mut diagnostics = Diagnostics::new();
    let model = read(input, &mut diagnostics);
    let mistakes = diagnostics.finish();
    match (not_parsed.map_or(mistakes, Err), model) {
        (Ok(()), Some(model)) => expand::model(&model),
        (Ok(()), None) => expand::fallback(input),
        (Err(mut errors), model) => {
            let model = model.filter(|_| input.generics.params.is_empty());
            errors.extend(match model.and_then(mend::model) {
                Some(mended) => expand::model(&mended),
                None => expand::fallback(input),
            });
            errors
        }
    }
}

/// Parses, resolves and checks; the model is complete only if nothing was reported.
pub(crate) fn read(input: &DeriveInput, diagnostics: &mut Diagnostics) -> Option<ir::Model> {
    let item = Item::parse(input, diagnostics)?;
    let model = resolve::model(&item, diagnostics);
    check::model(&item, &model, diagnostics);
    Some(model)
}
