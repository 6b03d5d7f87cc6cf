//! IR to tokens.

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::ir;

/// Emits the code of a model.
pub(crate) fn model(_model: &ir::Model) -> TokenStream {
    TokenStream::new()
}

/// Emits what keeps a model with mistakes from causing more errors elsewhere.
pub(crate) fn fallback(_input: &DeriveInput) -> TokenStream {
    TokenStream::new()
}
