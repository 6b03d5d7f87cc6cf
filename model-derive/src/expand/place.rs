//! Tokens at places of the user's, which rustc shows in its messages.
//!
//! They are written where they belong: each `TokenStream` that is put into another goes to rustc and back, for as
//! much as ten of its tokens.

use proc_macro2::{Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt as _};
use syn::Visibility;

use crate::ir::Field;

/// `<i64 as __rt::Trait>::item` of a field's type.
///
/// It spans that type and nothing else, and so does whatever rustc says about it: a type that does not
/// implement the trait is one and the same error wherever it is used, which rustc prints once.
#[derive(Clone, Copy)]
pub(super) struct ItemOf<'m> {
    pub(super) path: PathOf<'m>,
    pub(super) item: &'static str,
}

/// What a type does as a column, by the shortest path: `__rt::primitive` where it is one.
#[derive(Clone, Copy)]
pub(super) struct Column<'m>(pub(super) &'m Field);

impl ToTokens for Column<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if !self.0.is_spelt_primitive() {
            return PathOf { field: self.0, of: "ColumnValue" }.to_tokens(tokens);
        }
        let here = Span::call_site();
        tokens.extend(runtime(here));
        tokens.append(Ident::new("primitive", here));
    }
}

/// `<i64 as __rt::Trait>`, which begins where the type does.
#[derive(Clone, Copy)]
pub(super) struct PathOf<'m> {
    pub(super) field: &'m Field,
    pub(super) of: &'static str,
}

pub(super) fn item_of<'m>(field: &'m Field, of: &'static str, item: &'static str) -> ItemOf<'m> {
    ItemOf { path: PathOf { field, of }, item }
}

/// The name of an item of a trait, which ends where the field's type does.
pub(super) fn item_at(field: &Field, item: &str) -> Ident {
    Ident::new(item, field.written.close)
}

impl ToTokens for PathOf<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let here = Span::call_site();
        tokens.append(mark('<', self.field.written.open));
        self.field.ty.to_tokens(tokens);
        tokens.append(Ident::new("as", here));
        tokens.extend(runtime(here));
        tokens.extend([Ident::new(self.of, here).into(), mark('>', here)]);
    }
}

impl ToTokens for ItemOf<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let [first, second] = colons(Span::call_site());
        self.path.to_tokens(tokens);
        tokens.extend([first, second, item_at(self.path.field, self.item).into()]);
    }
}

/// `__rt::Trait<…>` at a token of the user's.
///
/// Where rustc says which bound asked for a trait it shows that token, and nothing of the derive; of what has several
/// tokens it shows all from the first to the last.
pub(super) struct At<A> {
    pub(super) span: Span,
    pub(super) of: &'static str,
    pub(super) arguments: A,
}

pub(super) fn at<A: ToTokens>(span: Span, of: &'static str, arguments: A) -> At<A> {
    At { span, of, arguments }
}

impl<A: ToTokens> ToTokens for At<A> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { span, of, arguments } = self;
        let here = Span::call_site();
        tokens.extend(runtime(*span));
        tokens.extend([Ident::new(of, here).into(), mark('<', here)]);
        arguments.to_tokens(tokens);
        tokens.append(mark('>', *span));
    }
}

/// Two types, one after the other.
pub(super) struct Both<A, B>(pub(super) A, pub(super) B);

impl<A: ToTokens, B: ToTokens> ToTokens for Both<A, B> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.0.to_tokens(tokens);
        tokens.append(mark(',', Span::call_site()));
        self.1.to_tokens(tokens);
    }
}

/// A visibility as if written elsewhere, for what is to be told there.
pub(super) struct Located<'m>(pub(super) &'m Visibility, pub(super) Span);

impl ToTokens for Located<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(vis, span) = self;
        match vis {
            Visibility::Inherited => {}
            Visibility::Public(token) => {
                tokens.append(Ident::new("pub", token.span.located_at(*span)));
            }
            Visibility::Restricted(_) => tokens.extend(respanned(vis.to_token_stream(), *span)),
        }
    }
}

/// The same tokens at another place.
pub(super) fn respanned(tokens: TokenStream, span: Span) -> TokenStream {
    tokens.into_iter().map(|token| moved(token, span)).collect()
}

fn moved(token: TokenTree, span: Span) -> TokenTree {
    let mut token = match token {
        TokenTree::Group(group) => {
            TokenTree::Group(Group::new(group.delimiter(), respanned(group.stream(), span)))
        }
        token => token,
    };
    token.set_span(token.span().located_at(span));
    token
}

/// `__rt::`
fn runtime(span: Span) -> [TokenTree; 3] {
    let [first, second] = colons(span);
    [Ident::new("__rt", span).into(), first, second]
}

pub(super) fn colons(span: Span) -> [TokenTree; 2] {
    let mut first = Punct::new(':', Spacing::Joint);
    first.set_span(span);
    [first.into(), mark(':', span)]
}

fn mark(mark: char, span: Span) -> TokenTree {
    let mut mark = Punct::new(mark, Spacing::Alone);
    mark.set_span(span);
    mark.into()
}
