//! What is emitted, pretty-printed: `snapshots/` holds a file for each kind of model.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

use crate::derive;

fn expansion(input: TokenStream) -> String {
    let file = syn::parse2(derive::model(input)).expect("the expansion parses");
    prettyplease::unparse(&file)
}

fn user() -> TokenStream {
    quote! {
        #[model(table = "users")]
        pub struct User {
            #[primary_key]
            pub id: i64,
            #[unique]
            #[index]
            #[column(length = 64)]
            pub username: String,
            #[default(18)]
            pub age: i32,
            #[foreign_key(Role, on_delete = set_null)]
            #[backref(users, order_by(desc(username)))]
            pub role_id: Option<i64>,
            #[skip]
            pub cache: Vec<u8>,
        }
    }
}

#[test]
fn model_with_a_parent() {
    insta::assert_snapshot!(expansion(user()));
}

#[test]
fn model_with_a_key_of_two_columns() {
    insta::assert_snapshot!(expansion(quote! {
        #[model(unique(a, b), index(desc(b), a, name = "by_b"), check(name = "a", sql = "a > 0"))]
        struct Pair {
            #[primary_key]
            a: i32,
            #[primary_key]
            b: i32,
        }
    }));
}

#[test]
fn model_with_one_child() {
    insta::assert_snapshot!(expansion(quote! {
        pub(crate) struct Profile {
            #[primary_key(manual)]
            #[foreign_key(crate::people::User, references = CODE, name = owner, on_update = cascade)]
            #[backref(profile)]
            r#type: String,
        }
    }));
}

#[test]
fn model_that_links_two_others() {
    insta::assert_snapshot!(expansion(quote! {
        #[model(table = "post_tags", link(tags, posts))]
        pub struct PostTag {
            #[primary_key]
            #[foreign_key(Post)]
            pub post_id: i64,
            #[primary_key]
            #[foreign_key(Tag)]
            pub tag_id: i64,
            #[default(0)]
            pub position: i32,
        }
    }));
}

#[test]
fn model_with_a_parent_of_two_columns_in_another_crate() {
    insta::assert_snapshot!(expansion(quote! {
        #[model(foreign_key(
            books::Edition,
            fields(book, number),
            backref(own_reviews, order_by(desc(id)), extension)
        ))]
        pub struct Review {
            #[primary_key]
            pub id: i64,
            pub number: Option<i32>,
            pub book: Option<i64>,
        }
    }));
}

#[test]
fn model_whose_fields_clash() {
    insta::assert_snapshot!(expansion(quote! {
        struct User {
            #[primary_key]
            id: i64,
            insert: String,
        }
    }));
}

#[test]
fn model_with_a_mistake() {
    insta::assert_snapshot!(expansion(quote! {
        pub struct User {
            pub id: i64,
            pub name: String,
        }
    }));
}

/// A model of so many plain columns besides its key.
fn plain(columns: usize) -> TokenStream {
    let names = (0..columns).map(|at| quote::format_ident!("c{at}"));
    quote! {
        pub struct Plain {
            #[primary_key]
            pub id: i64,
            #(pub #names: String,)*
        }
    }
}

/// The lines of code that are emitted for a model; its documentation is counted apart.
fn lines(input: TokenStream) -> usize {
    let code = without_documentation(derive::model(input));
    let file = syn::parse2(code).expect("the expansion parses");
    prettyplease::unparse(&file).lines().count()
}

fn without_documentation(tokens: TokenStream) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if is_documentation(&group) => {
                kept.pop();
            }
            TokenTree::Group(group) => {
                let within = without_documentation(group.stream());
                kept.push(Group::new(group.delimiter(), within).into());
            }
            token => kept.push(token),
        }
    }
    kept.into_iter().collect()
}

/// Tells whether it is the bracket of `#[doc = …]`.
fn is_documentation(group: &Group) -> bool {
    let first = group.stream().into_iter().next();
    group.delimiter() == Delimiter::Bracket
        && matches!(first, Some(TokenTree::Ident(ident)) if ident == "doc")
}

/// The most lines of code for a model, and for each required column of it; see `benches/compile/README.md`
/// for what they cost. They may fall, and not rise.
const BUDGET: (usize, usize) = (31, 8);

#[test]
fn emitted_code_stays_within_its_budget() {
    let (one, eleven) = (lines(plain(1)), lines(plain(11)));
    let per_field = (eleven - one) / 10;
    let base = one - 2 * per_field;
    assert_eq!((base, per_field), BUDGET, "lines of a model, and of each of its columns");
}
