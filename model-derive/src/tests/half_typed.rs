//! A model that is being typed: what is there already is emitted, so that an editor can complete it.

use proc_macro2::{TokenStream, TokenTree};

use super::emitted::emitted;
use crate::derive;

/// What stands between two fields while a third one is typed.
const FIELDS: &[&str] = &[
    "pub",
    "pub age",
    "pub age:",
    "pub age:,",
    "pub age: Option<,",
    "pub age: Option<>,",
    "pub age: HashMap<String,",
    "pub age: std::,",
    "pub age: std::vec::Vec<u8,",
    "pub age: &,",
    "pub age: [u8;],",
    "pub age i32,",
    "age = 5,",
    "fn",
    ",",
    "#",
    "#[]",
    "#[col]",
    "#[column]",
    "# pub age: i32,",
    "#[] pub age: i32,",
    "#[column] pub age: i32,",
    "#[column()] pub age: i32,",
    "#[column(len)] pub age: i32,",
    "#[column(length)] pub age: i32,",
    "#[column(length =)] pub age: i32,",
    "#[column(length = , name)] pub age: i32,",
    "#[column = ] pub age: i32,",
    "#[default] pub age: i32,",
    "#[default()] pub age: i32,",
    "#[default(sql)] pub age: i32,",
    "#[default(sql =)] pub age: i32,",
    "#[default(-)] pub age: i32,",
    "#[uniq] pub age: i32,",
    "#[primary_key(man)] pub age: i32,",
    "#[foreign_key] pub role_id: i64,",
    "#[foreign_key()] pub role_id: i64,",
    "#[foreign_key(crate::)] pub role_id: i64,",
    "#[foreign_key(Role,)] pub role_id: i64,",
    "#[foreign_key(Role, on_)] pub role_id: i64,",
    "#[foreign_key(Role, on_delete)] pub role_id: i64,",
    "#[foreign_key(Role, on_delete =)] pub role_id: i64,",
    "#[foreign_key(Role, on_delete = set)] pub role_id: i64,",
    "#[foreign_key(Role, references =)] pub role_id: i64,",
    "#[foreign_key(Role, name =)] pub role_id: i64,",
    "#[foreign_key(Role)] #[backref] pub role_id: i64,",
    "#[foreign_key(Role)] #[backref()] pub role_id: i64,",
    "#[foreign_key(Role)] #[backref(users, order_by)] pub role_id: i64,",
    "#[foreign_key(Role)] #[backref(users, order_by())] pub role_id: i64,",
    "#[foreign_key(Role)] #[backref(users, order_by(desc()))] pub role_id: i64,",
    "#[foreign_key(Role)]",
    "#[foreign_key(Role)] pub",
    "#[foreign_key(Role)] pub role_id:",
    "#[backref(users)] pub role_id: i64,",
];

/// What stands above a struct while it is typed.
const ATTRIBUTES: &[&str] = &[
    "#",
    "#[]",
    "#[mod]",
    "#[model]",
    "#[model()]",
    "#[model =]",
    "#[model(tab)]",
    "#[model(table)]",
    "#[model(table =)]",
    "#[model(table = users)]",
    "#[model(unique)]",
    "#[model(unique())]",
    "#[model(unique(id,))]",
    "#[model(unique(id, na))]",
    "#[model(index(name, desc()))]",
    "#[model(index(name, where =))]",
    "#[model(check(name = \"adult\", sql =))]",
    "#[model(link())]",
    "#[model(link(tags))]",
    "#[model(foreign_key())]",
    "#[model(foreign_key(Edition))]",
    "#[model(foreign_key(Edition, fields()))]",
    "#[model(foreign_key(Edition, fields(id,)))]",
    "#[model(crate =)]",
    "#[index(name)]",
];

/// What is to be completed of the fields that are there.
const COMPLETED: [&str; 7] = [
    "User::ID",
    "User::NAME",
    "User::query",
    "User::filter",
    "User::find",
    "UserCreate::id",
    "UserCreate::name",
];

fn assert_completes(source: &str) {
    let items = emitted(source);
    for path in COMPLETED {
        assert!(items.iter().any(|item| item.path == path), "no `{path}` of {source}");
    }
}

#[test]
fn half_a_field_leaves_the_others() {
    for field in FIELDS {
        assert_completes(&format!(
            "pub struct User {{ #[primary_key] pub id: i64, {field} pub name: String }}"
        ));
        assert_completes(&format!(
            "pub struct User {{ #[primary_key] pub id: i64, pub name: String, {field} }}"
        ));
    }
}

#[test]
fn half_an_attribute_leaves_the_model() {
    for attribute in ATTRIBUTES {
        assert_completes(&format!(
            "{attribute} pub struct User {{ #[primary_key] pub id: i64, pub name: String }}"
        ));
    }
}

/// What cannot be parsed hides neither the path of the runtime nor the visibility.
#[test]
fn half_a_struct_keeps_its_head() {
    let source =
        "#[model(crate = ::orm)] # pub(crate) struct User { #[primary_key] id: i64, name: }";
    let expansion = derive::model(source.parse().expect("tokens")).to_string();
    assert!(expansion.contains("use :: orm :: __private as __rt"), "{expansion}");
    assert!(expansion.contains("pub (crate) const ID"), "{expansion}");
}

/// A struct is typed from its first token to its last; nothing that is complete gets lost.
#[test]
fn fields_before_the_cursor_are_complete() {
    let body = "#[primary_key] pub id: i64, #[unique] #[column(length = 64)] pub name: String, \
                #[foreign_key(Role, on_delete = set_null)] #[backref(users, order_by(name))] \
                pub role_id: Option<i64>, pub tags: std::collections::BTreeMap<String, i64>,";
    let tokens: Vec<TokenTree> = body.parse::<TokenStream>().expect("tokens").into_iter().collect();
    for cursor in 0..=tokens.len() {
        let typed: TokenStream = tokens[..cursor].iter().cloned().collect();
        let source = format!("pub struct User {{ {typed} }}");
        let items = emitted(&source);
        let fields =
            [("id : i64 ,", "ID"), ("name : String ,", "NAME"), ("Option < i64 > ,", "ROLE_ID")];
        for (field, handle) in fields {
            let there = items.iter().any(|item| item.path == format!("User::{handle}"));
            assert!(there || !source.contains(field), "no `{handle}` of {source}");
        }
    }
}

#[test]
fn what_is_no_struct_yet_has_nothing_to_complete() {
    for source in ["", "pub", "struct", "pub struct User", "pub struct User()", "enum User { A, }"]
    {
        let paths: Vec<_> = emitted(source).into_iter().map(|item| item.path).collect();
        assert!(paths.iter().all(|path| ["User::query", "User::filter"].contains(&path.as_str())));
    }
}
