//! What is found in a struct that does not parse: an editor expands it while it is typed, and what is there
//! already is to be completed all the same.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;
use syn::parse::{ParseStream, Parser as _};
use syn::token::Brace;
use syn::{
    Attribute, Data, DataStruct, DeriveInput, Error, Field, Fields, FieldsNamed, Generics, Result,
    Token, Visibility,
};

/// Returns the struct of all that parses; `None` if it is none, or generic.
pub(crate) fn item(tokens: TokenStream) -> Option<DeriveInput> {
    let mut head = TokenStream::new();
    let mut tokens = tokens.into_iter();
    let struct_token = tokens.by_ref().find_map(|token| {
        let word = syn::parse2::<Token![struct]>(token.clone().into()).ok();
        head.extend(word.is_none().then_some(token));
        word
    })?;
    let (Some(TokenTree::Ident(ident)), Some(TokenTree::Group(body))) =
        (tokens.next(), tokens.next())
    else {
        return None;
    };
    if body.delimiter() != Delimiter::Brace {
        return None;
    }
    let fields = Fields::Named(fields(&body));
    let attrs = all_of(attributes, head.clone()).into_iter().flatten().collect();
    let vis = all_of(visibility, head).pop().unwrap_or(Visibility::Inherited);
    let data = Data::Struct(DataStruct { struct_token, fields, semi_token: None });
    Some(DeriveInput { attrs, vis, ident, generics: Generics::default(), data })
}

fn fields(body: &Group) -> FieldsNamed {
    let brace_token = Brace { span: body.delim_span() };
    FieldsNamed { brace_token, named: all_of(field, body.stream()).into_iter().collect() }
}

/// Parses whatever parses, and passes over what does not.
fn all_of<T>(parse: fn(ParseStream<'_>) -> Result<T>, tokens: TokenStream) -> Vec<T> {
    let all = |input: ParseStream<'_>| {
        let mut found = Vec::new();
        while !input.is_empty() {
            if parse(&input.fork()).is_ok() {
                found.push(parse(input)?);
            } else {
                input.parse::<TokenTree>()?;
            }
        }
        Ok(found)
    };
    all.parse2(tokens).unwrap_or_default()
}

/// A field up to its comma.
fn field(input: ParseStream<'_>) -> Result<Field> {
    let field = Field::parse_named(input)?;
    if !input.is_empty() {
        input.parse::<Token![,]>()?;
    }
    Ok(field)
}

/// One attribute.
fn attributes(input: ParseStream<'_>) -> Result<Vec<Attribute>> {
    let (pound, arguments): (Token![#], Group) = (input.parse()?, input.parse()?);
    Attribute::parse_outer.parse2(quote!(#pound #arguments))
}

fn visibility(input: ParseStream<'_>) -> Result<Visibility> {
    match input.parse()? {
        Visibility::Inherited => Err(Error::new(input.span(), "there is none")),
        vis => Ok(vis),
    }
}
