//! `#[model(link(tags, posts, extension))]`

use proc_macro2::{Ident, TokenStream};

use super::args::Arg;
use super::foreign_key::method;
use super::sorted;
use crate::diagnostics::Diagnostics;
use crate::suggest;

/// `link(tags, posts)`, perhaps with `extension`.
pub(crate) struct LinkArg {
    pub(crate) keyword: Ident,
    /// The accessors of the first foreign key's parent and of the second's.
    pub(crate) names: [Ident; 2],
    /// `extension`: traits give them to parents of another crate.
    pub(crate) extension: bool,
}

impl LinkArg {
    pub(super) fn parse(arg: Arg, diagnostics: &mut Diagnostics) -> Option<Self> {
        let takes = "two names, as in `link(tags, posts)`: what the parent of the first foreign key \
                     calls those of the second, and the reverse";
        let mut parts = arg.list(takes, diagnostics)?;
        // As the third word only: an accessor may be called so.
        let third = parts.get(2).and_then(sorted::parse_field);
        let third = third.filter(|_| parts.len() == 3);
        let extension = third.as_ref().is_some_and(|word| word == "extension");
        parts.truncate(if extension { 2 } else { parts.len() });
        let Ok(parts) = <[TokenStream; 2]>::try_from(parts) else {
            let word = third.map(|word| word.to_string()).unwrap_or_default();
            arg.refuse(&suggest::or_meant(takes, &word, &["extension"]), diagnostics);
            return None;
        };
        let [first, second] = parts.map(|part| match sorted::parse_field(&part) {
            Some(name) => method(&name, diagnostics),
            None => {
                diagnostics.push(part, format!("`{}` takes {takes}", arg.name));
                None
            }
        });
        Some(Self { keyword: arg.name, names: [first?, second?], extension })
    }
}
