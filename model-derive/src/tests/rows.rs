//! Functions that are given to a macro of the runtime: `#[doc = "…"] fn id(…) …;`

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Macro, Token, Visibility, token};

/// A function that the macro writes.
pub(super) struct Row {
    pub(super) attrs: Vec<Attribute>,
    pub(super) name: Ident,
    /// All that follows the name.
    pub(super) signature: TokenStream,
}

/// The functions that a macro is told to write, in groups too.
pub(super) fn rows(called: &Macro) -> Vec<Row> {
    let mut found = Vec::new();
    let gather = |input: ParseStream<'_>| gather(input, &mut found);
    gather.parse2(called.tokens.clone()).expect("functions and other tokens");
    found
}

/// The builder of which the functions are, where the macro writes one.
pub(super) fn builder(called: &Macro) -> Option<String> {
    called.path.segments.last().filter(|last| last.ident == "builder")?;
    let first = |input: ParseStream<'_>| {
        input.parse::<Visibility>()?;
        let first = input.call(Ident::parse_any)?;
        input.parse::<TokenStream>()?;
        Ok(first.to_string())
    };
    Some(first.parse2(called.tokens.clone()).expect("a name"))
}

fn gather(input: ParseStream<'_>, found: &mut Vec<Row>) -> syn::Result<()> {
    while !input.is_empty() {
        if input.peek(Token![#]) {
            found.push(row(input)?);
        } else if let TokenTree::Group(group) = input.parse()? {
            let within = |input: ParseStream<'_>| gather(input, found);
            within.parse2(group.stream())?;
        }
    }
    Ok(())
}

fn row(input: ParseStream<'_>) -> syn::Result<Row> {
    let attrs = input.call(Attribute::parse_outer)?;
    input.parse::<Visibility>()?;
    input.parse::<Token![fn]>()?;
    let name = input.call(Ident::parse_any)?;
    let mut signature = TokenStream::new();
    while !input.peek(Token![;]) && !input.peek(token::Brace) {
        signature.extend([input.parse::<TokenTree>()?]);
    }
    input.parse::<TokenTree>()?;
    Ok(Row { attrs, name, signature })
}
