//! Gathers the mistakes of a model, so that all of them appear in one compile.

use std::fmt::Display;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Error;

/// The mistakes that were found so far. It must be finished.
pub(crate) struct Diagnostics {
    errors: Vec<Error>,
    finished: bool,
}

impl Diagnostics {
    pub(crate) fn new() -> Self {
        Self { errors: Vec::new(), finished: false }
    }

    /// Reports a mistake on the tokens that can be changed.
    pub(crate) fn push(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.errors.push(Error::new_spanned(tokens, message));
    }

    /// Returns all mistakes as `compile_error!`s, if there are any.
    pub(crate) fn finish(mut self) -> Result<(), TokenStream> {
        self.finished = true;
        if self.errors.is_empty() {
            return Ok(());
        }
        Err(self.errors.iter().map(Error::to_compile_error).collect())
    }

    /// Returns the messages in the order in which they were reported.
    #[cfg(test)]
    pub(crate) fn finish_as_text(mut self) -> Vec<String> {
        self.finished = true;
        self.errors.iter().map(ToString::to_string).collect()
    }
}

impl Drop for Diagnostics {
    fn drop(&mut self) {
        debug_assert!(self.finished || std::thread::panicking(), "diagnostics were not finished");
    }
}
