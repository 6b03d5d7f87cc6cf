//! The stages in their order.

use proc_macro2::{TokenStream, TokenTree};
use syn::{DeriveInput, parse_quote};

use crate::diagnostics::Diagnostics;
use crate::item::Item;
use crate::{check, expand, ir, mend, resolve};

/// Expands `#[derive(Model)]`; of a model with mistakes, to all of them and what can be emitted all the same.
pub(crate) fn model(input: TokenStream) -> TokenStream {
    let tokens = input.clone();
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => {
            let mut errors = error.into_compile_error();
            errors.extend(without_fields(tokens).map(|input| expand::fallback(&input)));
            return errors;
        }
    };
    let mut diagnostics = Diagnostics::new();
    let model = read(&input, &mut diagnostics);
    match (diagnostics.finish(), model) {
        (Ok(()), Some(model)) => expand::model(&model),
        (Ok(()), None) => expand::fallback(&input),
        (Err(mut errors), model) => {
            let model = model.filter(|_| input.generics.params.is_empty());
            errors.extend(match model.and_then(mend::model) {
                Some(mended) => expand::model(&mended),
                None => expand::fallback(&input),
            });
            errors
        }
    }
}

/// A struct that could not be parsed, as one of its name that has no fields.
fn without_fields(tokens: TokenStream) -> Option<DeriveInput> {
    let mut tokens = tokens
        .into_iter()
        .skip_while(|token| !matches!(token, TokenTree::Ident(word) if word == "struct"));
    let (Some(TokenTree::Ident(ident)), Some(TokenTree::Group(_))) = (tokens.nth(1), tokens.next())
    else {
        return None;
    };
    Some(parse_quote!(struct #ident {}))
}

/// Parses, resolves and checks; the model is complete only if nothing was reported.
pub(crate) fn read(input: &DeriveInput, diagnostics: &mut Diagnostics) -> Option<ir::Model> {
    let item = Item::parse(input, diagnostics)?;
    let model = resolve::model(&item, diagnostics);
    check::model(&item, &model, diagnostics);
    Some(model)
}
