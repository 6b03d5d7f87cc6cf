//! The derive macro of `model-runtime`, which re-exports and documents it.
//!
//! A model goes through four stages: `item` and `attr` parse it into typed syntax, `resolve`
//! fills in names and defaults, `check` applies the rules about several fields, and `expand`
//! emits the code. What is wrong is gathered in `diagnostics` on the way and reported at once,
//! together with what `mend` leaves of the model, so that nothing follows from it. Of a struct that does not
//! parse yet, `half` finds what does.

mod attr;
mod check;
mod derive;
mod diagnostics;
mod expand;
mod half;
mod ir;
mod item;
mod mend;
mod name;
mod resolve;
mod suggest;

#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

/// Makes a struct a model; see `model_runtime::Model`.
#[proc_macro_derive(
    Model,
    attributes(model, primary_key, unique, index, foreign_key, backref, column, default, skip)
)]
pub fn model(input: TokenStream) -> TokenStream {
    derive::model(input.into()).into()
}

/// Stands for `#[diagnostic::on_unimplemented]` where the compiler does not find it, and does nothing.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn on_unimplemented(_: TokenStream, item: TokenStream) -> TokenStream {
    item
}

/// Stands for `#[diagnostic::do_not_recommend]` in the same way.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn do_not_recommend(_: TokenStream, item: TokenStream) -> TokenStream {
    item
}
