//! `#[skip]`

use syn::Attribute;

use super::args;
use crate::diagnostics::Diagnostics;

/// Parses `#[skip]`; that it is there is all it says.
pub(crate) fn parse(attr: &Attribute, diagnostics: &mut Diagnostics) {
    args::none(attr, diagnostics);
}
