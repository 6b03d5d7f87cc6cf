//! Rules about primary keys, unique constraints and indexes.

use quote::quote;

use super::{error, errors, field_error};

#[test]
fn model_has_a_primary_key() {
    assert_eq!(
        error(quote!(
            struct User {
                id: i64,
            }
        )),
        "model has no primary key; mark a field with `#[primary_key]`",
    );
}

#[test]
fn wrong_argument_of_a_key_is_the_only_mistake() {
    assert_eq!(
        error(quote!(
            struct User {
                #[primary_key(manul)]
                id: i64,
            }
        )),
        "unknown argument `manul`; did you mean `manual`? allowed are `manual`, `never_reuse`",
    );
    assert_eq!(
        error(quote!(
            struct User {
                #[primary_key = "id"]
                id: i64,
            }
        )),
        "`#[primary_key]` takes nothing, `(manual)` or `(never_reuse)`",
    );
}

#[test]
fn generated_key_is_a_single_column() {
    assert_eq!(
        error(quote!(
            struct User {
                #[primary_key(never_reuse)]
                a: i64,
                #[primary_key]
                b: i64,
            }
        )),
        "a key of several fields is not generated; remove `never_reuse`",
    );
    assert_eq!(
        error(quote!(
            struct User {
                #[primary_key(manual, never_reuse)]
                id: i64,
            }
        )),
        "a manual key is not generated; remove `never_reuse` or `manual`",
    );
}

#[test]
fn primary_key_has_no_default() {
    assert_eq!(
        error(quote!(
            struct User {
                #[primary_key]
                #[default(5)]
                id: i64,
            }
        )),
        "a primary key has no default; remove `#[default]`",
    );
}

#[test]
fn primary_key_is_unique_already() {
    let unique = "the primary key is unique already; remove `unique`";
    assert_eq!(
        error(quote!(
            struct User {
                #[primary_key]
                #[unique]
                id: i64,
            }
        )),
        unique
    );
    assert_eq!(
        error(quote!(
            struct User {
                #[primary_key]
                #[unique]
                #[index]
                id: i64,
            }
        )),
        unique
    );
    assert_eq!(
        error(quote!(
            #[model(unique(id))]
            struct User {
                #[primary_key]
                id: i64,
            }
        )),
        unique,
    );
    assert_eq!(
        error(quote! {
            #[model(unique(b, a))]
            struct User { #[primary_key] a: i64, #[primary_key] b: i64 }
        }),
        unique,
    );
    assert_eq!(
        error(quote!(
            struct User {
                #[primary_key]
                #[index]
                id: i64,
            }
        )),
        "the primary key is indexed already; remove `#[index]`",
    );
}

#[test]
fn member_of_a_primary_key_can_be_unique() {
    let input = quote!(
        struct User {
            #[primary_key]
            #[unique]
            a: i64,
            #[primary_key]
            #[index]
            b: i64,
        }
    );
    assert_eq!(errors(input), Vec::<String>::new());
}

#[test]
fn lists_name_each_field_once() {
    let twice = "`age` is in this list twice; remove one of them";
    for list in [quote!(unique(age, age)), quote!(index(age, desc(age)))] {
        let input = quote!(
            #[model(#list)]
            struct User {
                #[primary_key]
                id: i64,
                age: i64,
            }
        );
        assert_eq!(error(input), twice);
    }
}

#[test]
fn unique_fields_differ() {
    let message = "the same fields are unique already; remove one of the two";
    let lists = [
        quote!(unique(a, b), unique(b, a)),
        quote!(unique(a, b), index(a, desc(b), unique)),
        quote!(unique(c)),
    ];
    for lists in lists {
        let input = quote! {
            #[model(#lists)]
            struct User { #[primary_key] id: i64, a: i64, b: i64, #[unique] c: i64 }
        };
        assert_eq!(error(input), message);
    }
    let partial = quote! {
        #[model(unique(a), index(a, unique, where = "a > 0"))]
        struct User { #[primary_key] id: i64, a: i64 }
    };
    assert_eq!(errors(partial), Vec::<String>::new());
}

#[test]
fn written_names_differ() {
    let message = "this name is taken in the same model; choose another";
    let lists = [
        quote!(unique(a, name = "x"), index(b, name = "X")),
        quote!(check(name = "x", sql = "a > 0"), check(name = "x", sql = "b > 0")),
    ];
    for lists in lists {
        let input = quote!(
            #[model(#lists)]
            struct User {
                #[primary_key]
                id: i64,
                a: i64,
                b: i64,
            }
        );
        assert_eq!(error(input), message);
    }
}

#[test]
fn unknown_fields_are_listed_with_the_nearest() {
    let input = quote! {
        #[model(index(usrname))]
        struct User { #[primary_key] id: i64, username: String }
    };
    assert_eq!(
        error(input),
        "unknown field `usrname`; did you mean `username`? the fields are `id`, `username`",
    );
    let input = quote! {
        #[model(unique(cache))]
        struct User { #[primary_key] id: i64, #[skip] cache: String }
    };
    assert_eq!(error(input), "`cache` has no column; remove it here, or its `#[skip]`");
    let input = quote! {
        #[model(unique(label))]
        struct User { #[primary_key] id: i64, #[column(name = "label")] name: String }
    };
    assert_eq!(error(input), "`label` is the column of the field `name`; write `name`");
}

#[test]
fn skipped_field_has_no_other_attribute() {
    assert_eq!(
        field_error(quote!(#[skip] #[column(name = "c")] cache: String)),
        "a skipped field has no column; remove `#[column]` or `#[skip]`",
    );
    assert_eq!(
        error(quote!(
            struct User {
                #[primary_key]
                #[skip]
                id: i64,
            }
        )),
        "a skipped field has no column; remove `#[primary_key]` or `#[skip]`",
    );
    assert_eq!(
        errors(quote! {
            struct User {
                #[primary_key]
                id: i64,
                #[skip]
                #[foreign_key(Role)]
                #[backref(users)]
                role_id: i64,
            }
        })
        .len(),
        2,
    );
}
