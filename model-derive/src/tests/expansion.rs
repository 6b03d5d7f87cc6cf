//! What is emitted, pretty-printed: `snapshots/` holds a file for each kind of model.

use proc_macro2::TokenStream;
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
