//! Names in Rust and in the database.

use proc_macro2::Span;
use quote::quote;
use syn::Ident;

use super::{error, field_error};
use crate::name;

fn ident(text: &str) -> Ident {
    syn::parse_str(text).expect("an identifier")
}

#[test]
fn tables_are_called_like_their_types_in_snake_case() {
    let names = [
        ("User", "user"),
        ("HTTPServer", "http_server"),
        ("User2", "user2"),
        ("User2Role", "user2_role"),
        ("BlogPost", "blog_post"),
        ("UserID", "user_id"),
        ("ABC", "abc"),
        ("Foo_Bar", "foo_bar"),
        ("user", "user"),
        ("r#Match", "match"),
    ];
    for (of, expected) in names {
        assert_eq!(name::snake_case(&ident(of)), expected);
    }
}

#[test]
fn handles_are_called_like_their_fields_in_upper_case() {
    assert_eq!(name::const_name(&ident("role_id")), "ROLE_ID");
    assert_eq!(name::const_name(&ident("r#type")), "TYPE");
}

#[test]
fn accessors_are_raw_where_they_are_keywords() {
    let method = |text| name::method(text, Span::call_site()).map(|ident| ident.to_string());
    assert_eq!(method("role").as_deref(), Some("role"));
    assert_eq!(method("type").as_deref(), Some("r#type"));
    assert_eq!(method("gen").as_deref(), Some("r#gen"));
    for impossible in ["", "_", "self", "Self", "super", "crate"] {
        assert_eq!(method(impossible), None);
    }
}

#[test]
fn names_in_the_database_are_short_and_ascii() {
    let long = "x".repeat(64);
    assert_eq!(
        field_error(quote!(#[column(name = #long)] name: String)),
        format!(
            "`{long}` can not be a name in the database: it has 64 bytes, and at most 63 are \
             possible; choose another"
        ),
    );
    assert_eq!(
        field_error(quote!(#[column(name = "")] name: String)),
        "a name in the database can not be empty; choose another",
    );
    for wrong in ["größe", "a b", "1st", "a\"b", "a`b", "a.b", "a-b"] {
        assert_eq!(
            field_error(quote!(#[column(name = #wrong)] name: String)),
            format!(
                "`{wrong}` can not be a name in the database: it takes ASCII letters, digits and \
                 `_`, and begins with no digit; choose another"
            ),
        );
    }
    assert!(field_error(quote!(größe: i64)).ends_with("with `#[column(name = \"…\")]`"));
    let table = error(quote!(
        struct Größe {
            #[primary_key]
            id: i64,
        }
    ));
    assert!(table.ends_with("with `#[model(table = \"…\")]`"), "{table}");
}

#[test]
fn columns_differ_in_more_than_case() {
    assert_eq!(
        field_error(quote!(#[column(name = "ID")] key: String)),
        "`ID` is the column of `id`; rename one",
    );
}

#[test]
fn handles_of_a_model_differ() {
    assert_eq!(
        field_error(quote!(role: String, #[foreign_key(Role)] role_id: i64)),
        "the handle of the field `role` is called `ROLE` too; give the relation another name",
    );
    assert_eq!(
        field_error(quote! {
            #[foreign_key(Role)] role_id: i64,
            #[foreign_key(Role, name = role)] other_id: i64
        }),
        "the handle of the relation `role` is called `ROLE` too; give the relation another name",
    );
    assert_eq!(
        field_error(quote! {
            children: String,
            #[foreign_key(User)] #[backref(children)] parent_id: i64
        }),
        "the handle of the field `children` is called `CHILDREN` too; give the back-reference \
         another name",
    );
    assert_eq!(
        field_error(quote!(name: String, #[column(name = "name2")] NAME: String)),
        "the handle of the field `name` is called `NAME` too; rename one",
    );
}

#[test]
fn setters_and_accessors_hide_no_methods() {
    assert_eq!(
        field_error(quote!(insert: String)),
        "the create builder has a method `insert` of its own; choose another name, and for a column \
         keep this one with `#[column(name = \"insert\")]`",
    );
    assert_eq!(
        field_error(quote!(#[foreign_key(Update)] update_id: i64)),
        "every model has a method `update` already; give the relation another name",
    );
}
