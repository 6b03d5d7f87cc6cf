//! What models resolve to.

use quote::{ToTokens, quote};

use super::model;
use crate::derive;
use crate::ir::{Action, DefaultKind};

#[test]
fn names_are_filled_in() {
    let model = model(quote! {
        pub struct BlogPost {
            #[primary_key] id: i64,
            #[column(name = "Headline", length = 64)] title: String,
            r#type: i32,
            #[skip] cache: Vec<u8>,
        }
    });
    assert_eq!(model.table, "blog_post");
    assert_eq!(model.runtime.to_token_stream().to_string(), ":: model_runtime");
    let columns: Vec<_> = model.fields.iter().map(|field| field.column.as_str()).collect();
    assert_eq!(columns, ["id", "Headline", "type"]);
    let names: Vec<_> = model.fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["id", "title", "type"]);
    assert_eq!(model.fields.iter().map(|field| field.length).max(), Some(Some(64)));
    assert_eq!(model.skipped.len(), 1);
}

#[test]
fn written_names_are_taken() {
    let model = model(quote! {
        #[model(table = "Users", crate = crate::orm)]
        #[model(check(name = "adult", sql = "age >= 18"))]
        struct User { #[primary_key(never_reuse)] id: i64, age: i64 }
    });
    assert_eq!(model.table, "Users");
    assert_eq!(model.runtime.to_token_stream().to_string(), "crate :: orm");
    assert_eq!(model.checks.len(), 1);
    assert!(model.primary_key.never_reuse.is_some());
    assert!(!model.primary_key.manual);
}

#[test]
fn unique_and_index_together_are_one_unique_index() {
    let model = model(quote! {
        #[model(index(d, desc(c), where = "c > 0", name = "by_d"), unique(c, d, name = "c_and_d"))]
        struct User {
            #[primary_key] id: i64,
            #[unique] a: i64,
            #[index] #[unique] b: i64,
            #[index] c: i64,
            d: i64,
            e: i64,
        }
    });
    let uniques: Vec<_> = model
        .uniques
        .iter()
        .map(|unique| (unique.fields.clone(), unique.name.as_deref()))
        .collect();
    assert_eq!(uniques, [(vec![1], None), (vec![3, 4], Some("c_and_d"))]);
    let indexes = model.indexes.iter().map(|index| {
        let parts = index.parts.iter().map(|part| (part.field, part.descending));
        (parts.collect::<Vec<_>>(), index.unique, index.filter.as_deref(), index.name.as_deref())
    });
    let expected = [
        (vec![(2, false)], true, None, None),
        (vec![(3, false)], false, None, None),
        (vec![(4, false), (3, true)], false, Some("c > 0"), Some("by_d")),
    ];
    assert_eq!(indexes.collect::<Vec<_>>(), expected);
    let keyed: Vec<_> = model.fields.iter().map(|field| field.keyed).collect();
    assert_eq!(keyed, [true, true, true, true, true, false]);
}

#[test]
fn fields_are_found_by_their_names_with_and_without_the_mark_of_raw_ones() {
    let model = model(quote! {
        #[model(index(r#unique, type), index(r#type, unique))]
        struct User { #[primary_key] id: i64, unique: i64, r#type: i64 }
    });
    let found: Vec<Vec<_>> = model
        .indexes
        .iter()
        .map(|index| index.parts.iter().map(|part| part.field).collect())
        .collect();
    assert_eq!(found, [vec![1, 2], vec![2]]);
    assert_eq!(model.indexes.iter().map(|index| index.unique).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn several_key_fields_are_a_manual_key() {
    let model = model(quote! {
        struct Link { #[primary_key] a: i64, #[primary_key(manual)] b: i64 }
    });
    assert!(model.primary_key.manual);
    assert_eq!(model.primary_key.fields, [0, 1]);
}

#[test]
fn defaults_keep_their_values() {
    let default = |value| {
        let model = model(quote!(
            struct User {
                #[primary_key]
                id: i64,
                #[default(#value)]
                value: i64,
            }
        ));
        let mut fields = model.fields.into_iter();
        fields.find_map(|field| field.default).expect("a default").kind
    };
    assert!(matches!(default(quote!(5)), DefaultKind::Int(5)));
    assert!(matches!(default(quote!(0x1_0)), DefaultKind::Int(16)));
    assert!(matches!(default(quote!(-9223372036854775808)), DefaultKind::Int(i64::MIN)));
    assert!(matches!(default(quote!(-1.5)), DefaultKind::Float(value) if value == -1.5));
    assert!(matches!(default(quote!(true)), DefaultKind::Bool(true)));
    assert!(matches!(default(quote!("a")), DefaultKind::Text(text) if text == "a"));
    assert!(matches!(default(quote!("")), DefaultKind::Text(text) if text.is_empty()));
    assert!(matches!(default(quote!(now)), DefaultKind::Now));
    assert!(matches!(default(quote!(sql = "a + 1")), DefaultKind::Sql(sql) if sql == "a + 1"));
}

#[test]
fn foreign_keys_are_restricted_unless_they_say_otherwise() {
    let model = model(quote! {
        struct User {
            #[primary_key] id: i64,
            #[foreign_key(Role)] role_id: i64,
            #[foreign_key(super::Type, on_delete = set_null, on_update = cascade)]
            #[backref(r#in, order_by(id, desc(role_id)))]
            type_id: Option<i64>,
            #[foreign_key(Self, references = CODE, name = "boss")] superior: i64,
        }
    });
    let [role, kind, boss] = model.foreign_keys.as_slice() else { panic!("three foreign keys") };
    assert_eq!(role.name, "role");
    assert!(role.on_delete == Action::Restrict && role.on_update == Action::Restrict);
    assert!(role.set_null.is_none() && role.backref.is_none());
    assert_eq!(kind.name.to_string(), "r#type");
    assert!(kind.on_delete == Action::SetNull && kind.on_update == Action::Cascade);
    assert!(kind.set_null.is_some());
    let backref = kind.backref.as_ref().expect("a back-reference");
    assert_eq!(backref.name.to_string(), "r#in");
    let order: Vec<_> = backref.order_by.iter().map(|part| (part.field, part.descending)).collect();
    assert_eq!(order, [(0, false), (1, true)]);
    assert_eq!(boss.name, "boss");
    assert_eq!(boss.references.len(), 1);
    assert_eq!(boss.references[0], "CODE");
    assert_eq!(boss.parent.to_token_stream().to_string(), "User");
    assert!(model.fields.iter().all(|field| field.keyed));
}

#[test]
fn unique_foreign_key_is_one_to_one() {
    let cases = [
        (quote!(), quote!(#[primary_key] id: i64, #[foreign_key(User)] user_id: i64), false),
        (
            quote!(),
            quote!(#[primary_key] id: i64, #[foreign_key(User)] #[unique] user_id: i64),
            true,
        ),
        (
            quote!(),
            quote!(#[primary_key] id: i64, #[foreign_key(User)] #[unique] #[index] user_id: i64),
            true,
        ),
        (quote!(), quote!(#[primary_key] #[foreign_key(User)] user_id: i64), true),
        (
            quote!(),
            quote!(#[primary_key] #[foreign_key(User)] user_id: i64, #[primary_key] at: i64),
            false,
        ),
        (
            quote!(unique(user_id, name = "one"),),
            quote!(#[primary_key] id: i64, #[foreign_key(User)] user_id: i64),
            true,
        ),
        (
            quote!(index(user_id, unique, where = "id > 5")),
            quote!(#[primary_key] id: i64, #[foreign_key(User)] user_id: i64),
            false,
        ),
    ];
    for (lists, fields, expected) in cases {
        let model = model(quote!(#[model(table = "profiles", #lists)] struct Profile { #fields }));
        let one_to_one: Vec<_> = model.foreign_keys.iter().map(|key| key.one_to_one).collect();
        assert_eq!(one_to_one, [expected]);
    }
}

#[test]
fn mistakes_are_expanded_to_compile_errors() {
    let expansion = derive::model(quote!(
        struct User {
            #[unique(x)]
            id: i64,
        }
    ))
    .to_string();
    assert_eq!(expansion.matches("compile_error").count(), 2);
    assert!(
        derive::model(quote!(
            fn user() {}
        ))
        .to_string()
        .contains("compile_error")
    );
}

/// Attributes that come out of macros hold groups without parentheses.
#[test]
fn literals_of_macros_are_read() {
    use proc_macro2::{Delimiter, Group, TokenTree};
    let invisible = |tokens| TokenTree::from(Group::new(Delimiter::None, tokens));
    let (table, length, parent, value) = (
        invisible(quote!("users")),
        invisible(quote!(5)),
        invisible(quote!(super::Role)),
        invisible(quote!(-5)),
    );
    let model = model(quote! {
        #[model(table = #table)]
        struct User {
            #[primary_key] id: i64,
            #[column(length = #length)] #[default(#value)] name: String,
            #[foreign_key(#parent)] role_id: i64,
        }
    });
    assert_eq!(model.table, "users");
    assert!(model.fields.iter().any(|field| field.length == Some(5)));
}

#[test]
fn link_gives_a_name_to_either_side() {
    let model = model(quote! {
        #[model(link(tags, r#type))]
        struct PostTag {
            #[primary_key] id: i64,
            #[foreign_key(Post)] post_id: i64,
            #[foreign_key(Tag)] tag_id: i64,
        }
    });
    let links = model.links().map(|(name, near, far)| {
        let [near, far] = [near, far].map(|key| key.parent.to_token_stream().to_string());
        format!("{near}.{name} -> {far}")
    });
    assert_eq!(links.collect::<Vec<_>>(), ["Post.tags -> Tag", "Tag.r#type -> Post"]);
}
