//! The syntax of attributes.

use quote::quote;

use super::{error, errors, field_error};

#[test]
fn other_items_than_structs_with_named_fields_are_refused() {
    let only = "`Model` can be derived for structs with named fields only";
    assert_eq!(
        error(quote!(
            enum User {
                A,
            }
        )),
        format!("{only}; make this enum a struct")
    );
    assert_eq!(error(quote!(union User { a: i64 })), format!("{only}; make this union a struct"));
    assert_eq!(
        error(quote!(
            struct User(i64);
        )),
        format!("{only}; give the fields names")
    );
    let empty = format!("{only}; add the fields that are to be its columns");
    assert_eq!(
        error(quote!(
            struct User;
        )),
        empty
    );
    assert_eq!(
        error(quote!(
            struct User {}
        )),
        empty
    );
    assert_eq!(
        error(quote!(
            struct User();
        )),
        empty
    );
}

#[test]
fn generic_models_are_refused() {
    let message = "a model can not be generic, since its table is one; remove the parameters";
    assert_eq!(
        error(quote!(
            struct User<T> {
                #[primary_key]
                id: T,
            }
        )),
        message
    );
    assert_eq!(
        error(quote!(
            struct User<'a> {
                #[primary_key]
                id: &'a str,
            }
        )),
        message
    );
    assert_eq!(
        error(quote!(
            struct User<const N: usize> {
                #[primary_key]
                id: i64,
            }
        )),
        message
    );
    assert_eq!(
        error(quote!(
            struct User
            where
                i64: Copy,
            {
                #[primary_key]
                id: i64,
            }
        )),
        "a model has no `where` clause; remove it",
    );
}

#[test]
fn unknown_arguments_are_listed_with_the_nearest() {
    assert_eq!(
        field_error(quote!(#[column(lenght = 5)] name: String)),
        "unknown argument `lenght`; did you mean `length`? allowed are `name`, `length`",
    );
    assert_eq!(
        field_error(quote!(#[column(colour = "red")] name: String)),
        "unknown argument `colour`; allowed are `name`, `length`",
    );
    assert_eq!(
        field_error(quote!(#[foreign_key(Role, ondelete = cascade)] role_id: i64)),
        "unknown argument `ondelete`; did you mean `on_delete`? allowed are `on_delete`, \
         `on_update`, `references`, `name`",
    );
    assert_eq!(
        error(quote!(
            #[model(tabel = "users")]
            struct User {
                #[primary_key]
                id: i64,
            }
        )),
        "unknown argument `tabel`; did you mean `table`? allowed are `table`, `unique`, `index`, \
         `check`, `foreign_key`, `link`, `crate`",
    );
    assert_eq!(
        error(quote!(
            #[model(index(id, filter = "x"))]
            struct User {
                #[primary_key]
                id: i64,
            }
        )),
        "unknown argument `filter`; allowed are `where`, `name`, `unique`",
    );
}

#[test]
fn planned_arguments_are_not_supported_yet() {
    let of_column = quote!(precision comment collation case_insensitive native renamed_from backfill
        convert sensitive sortable);
    for argument in of_column {
        assert_eq!(
            field_error(quote!(#[column(#argument = "x")] name: String)),
            format!("`{argument}` is not supported yet; allowed are `name`, `length`"),
        );
    }
    for argument in quote!(schema renamed_from comment large) {
        assert_eq!(
            error(quote!(
                #[model(#argument(a, b))]
                struct User {
                    #[primary_key]
                    id: i64,
                }
            )),
            format!(
                "`{argument}` is not supported yet; allowed are `table`, `unique`, `index`, `check`, \
                 `foreign_key`, `link`, `crate`"
            ),
        );
    }
    assert_eq!(
        field_error(quote!(#[foreign_key(Role, deferrable)] role_id: i64)),
        "`deferrable` is not supported yet; allowed are `on_delete`, `on_update`, `references`, `name`",
    );
}

#[test]
fn arguments_are_given_once() {
    assert_eq!(
        field_error(quote!(#[column(length = 5, length = 6)] name: String)),
        "`length` is given twice; remove one of them",
    );
    assert_eq!(
        error(quote! {
            #[model(table = "users")]
            #[model(table = "people")]
            struct User { #[primary_key] id: i64 }
        }),
        "`table` is given twice; remove one of them",
    );
}

#[test]
fn attributes_are_given_once() {
    let given_twice = [
        quote!(#[unique] #[unique] name: String),
        quote!(#[index] #[index] name: String),
        quote!(#[skip] #[skip] name: String),
        quote!(#[column(length = 5)] #[column(name = "n")] name: String),
        quote!(#[default("")] #[default("x")] name: String),
        quote!(#[foreign_key(Role)] #[foreign_key(Role)] role_id: i64),
        quote!(#[foreign_key(Role)] #[backref(a)] #[backref(b)] role_id: i64),
    ];
    for field in given_twice {
        let message = field_error(field);
        assert!(message.ends_with("is given twice; make it one"), "{message}");
    }
}

#[test]
fn values_are_of_the_right_kind() {
    let cases = [
        (quote!(#[column(name = 5)] name: String), "`name` takes a string, as in `name = \"…\"`"),
        (quote!(#[column(name)] name: String), "`name` takes a string, as in `name = \"…\"`"),
        (quote!(#[column(name = )] name: String), "`name` takes a string, as in `name = \"…\"`"),
        (
            quote!(#[column(length = "5")] name: String),
            "`length` takes a whole number of characters, as in `length = 64`",
        ),
        (
            quote!(#[column(length = 0)] name: String),
            "`length` takes a whole number from 1 to 4294967295",
        ),
        (
            quote!(#[column(length = 4294967296)] name: String),
            "`length` takes a whole number from 1 to 4294967295",
        ),
        (quote!(#[unique(x)] name: String), "`#[unique]` takes no arguments; write it alone"),
        (quote!(#[index = 5] name: String), "`#[index]` takes no arguments; write it alone"),
        (quote!(#[skip()] name: String), "`#[skip]` takes no arguments; write it alone"),
        (
            quote!(#[column] name: String),
            "`#[column]` takes arguments, as in `#[column(name = \"…\", length = 64)]`",
        ),
        (
            quote!(#[column[length = 5]] name: String),
            "`#[column]` takes arguments, as in `#[column(name = \"…\", length = 64)]`",
        ),
        (
            quote!(#[column("name")] name: String),
            "this is not an argument; allowed are `name`, `length`",
        ),
        (
            quote!(#[column(length = 5,, name = "n")] name: String),
            "there is nothing before this comma; remove it",
        ),
    ];
    for (field, message) in cases {
        assert_eq!(field_error(field), message);
    }
}

#[test]
fn defaults_are_single_values() {
    let takes = "`#[default]` takes a literal, `now` or `sql = \"…\"`, as in `#[default(0)]`";
    let cases = [
        (quote!(#[default] age: i64), takes),
        (quote!(#[default = 5] age: i64), takes),
        (quote!(#[default(today)] age: i64), takes),
        (quote!(#[default(1 + 1)] age: i64), takes),
        (quote!(#[default(sql = 5)] age: i64), "`sql` takes a string, as in `sql = \"…\"`"),
        (
            quote!(#[default(sql = " ")] age: i64),
            "`sql` can not be empty; it takes a string, as in `sql = \"…\"`",
        ),
        (quote!(#[default(1, 2)] age: i64), "a default is one value; remove this"),
        (
            quote!(#[default(9223372036854775808)] age: i64),
            "this number does not fit 64 bits with a sign; choose a smaller one",
        ),
        (
            quote!(#[default(1e999)] age: f64),
            "this number does not fit `f64`; choose a smaller one",
        ),
        (quote!(#[default(5u8)] age: u8), "a default takes its type from the field; remove `u8`"),
        (quote!(#[default("\0")] age: String), "a text can not hold NUL; remove it"),
        (
            quote!(#[default(b"x")] age: Vec<u8>),
            "a default is a bool, a number or a string; for anything else write \
             `#[default(sql = \"…\")]`",
        ),
    ];
    for (field, message) in cases {
        assert_eq!(field_error(field), message);
    }
}

#[test]
fn attributes_belong_in_their_place() {
    assert_eq!(
        field_error(quote!(#[model(table = "users")] name: String)),
        "`#[model]` belongs on the struct; move it there",
    );
    assert_eq!(
        error(quote!(
            #[default(5)]
            struct User {
                #[primary_key]
                id: i64,
            }
        )),
        "`#[default]` belongs on a field; move it there",
    );
    assert_eq!(
        error(quote!(
            #[unique(a, b)]
            struct User {
                #[primary_key]
                id: i64,
            }
        )),
        "`#[unique]` belongs on a field; of several, write `#[model(unique(a, b))]`",
    );
}

#[test]
fn constraints_of_the_struct_say_what_they_take() {
    let check = "`check` takes a name and a condition, as in `check(name = \"adult\", sql = \"age >= 18\")`";
    let cases = [
        (quote!(unique), "`unique` takes fields, as in `unique(a, b)`"),
        (quote!(unique()), "`unique` takes fields, as in `unique(a, b)`"),
        (quote!(unique(name = "x")), "`unique` takes fields, as in `unique(a, b)`"),
        (quote!(unique(id, desc(age))), "`unique` takes fields, as in `unique(a, b)`"),
        (quote!(index = "id"), "`index` takes fields, as in `index(a, desc(b))`"),
        (quote!(index(age, asc(id))), "`index` takes fields, as in `index(a, desc(b))`"),
        (quote!(index(age, unique = true)), "`unique` takes no value; write it alone"),
        (
            quote!(index(age, where = 5)),
            "`where` takes a condition in SQL, as in `where = \"deleted = 0\"`",
        ),
        (quote!(check = "age > 0"), check),
        (quote!(crate = "orm"), "`crate` takes the path of `model_runtime`, as in `crate = ::orm`"),
        (quote!(table = users), "`table` takes a string, as in `table = \"users\"`"),
    ];
    for (argument, message) in cases {
        let input = quote!(
            #[model(#argument)]
            struct User {
                #[primary_key]
                id: i64,
                age: i64,
            }
        );
        assert_eq!(error(input), message);
    }
    assert_eq!(
        error(quote!(
            #[model(check(sql = "id > 0"))]
            struct User {
                #[primary_key]
                id: i64,
            }
        )),
        format!("`name` is missing; {check}"),
    );
}

#[test]
fn all_mistakes_are_reported_at_once() {
    let errors = errors(quote! {
        #[model(tabel = "users", unique(nmae))]
        struct User {
            #[column(lenght = 5, length = 0)]
            name: String,
            #[default(now, now)]
            #[backref(users)]
            age: i64,
        }
    });
    assert_eq!(errors.len(), 7, "{errors:#?}");
}

/// Each word with its last character twice, at the place where it stands.
#[test]
fn misspelt_words_get_the_nearest() {
    let arguments = [
        ("model", "table unique index check foreign_key link crate"),
        ("primary_key", "manual never_reuse"),
        ("column", "name length"),
        ("foreign_key(Role, ", "on_delete on_update references name"),
        ("backref(users, ", "order_by extension"),
        ("model(unique(id, ", "name"),
        ("model(index(id, ", "where name"),
        ("model(check(", "name sql"),
        ("model(foreign_key(Role, ", "fields on_delete on_update references name backref"),
        ("foreign_key(Role, on_delete = ", "restrict cascade set_null no_action"),
        ("default", "now true false"),
        ("model(index(", "desc"),
        ("model(link(a, b, ", "extension"),
    ];
    for (place, words) in arguments {
        for word in words.split(' ') {
            let last = word.chars().last().into_iter();
            assert_is_meant(place, &word.chars().chain(last).collect::<String>(), word);
        }
    }
}

fn assert_is_meant(place: &str, misspelt: &str, word: &str) {
    let open = if place.contains('(') { place.to_owned() } else { format!("{place}(") };
    let value = match word {
        "desc" => "(id)",
        "name" | "sql" | "where" => " = \"x\"",
        _ => "",
    };
    let closed = ")".repeat(open.matches('(').count());
    let attribute = format!("#[{open}{misspelt}{value}{closed}]");
    let (of_struct, of_field) = match place.starts_with("model") {
        true => (attribute, String::new()),
        false => (String::new(), attribute),
    };
    let text =
        format!("{of_struct} struct User {{ #[primary_key] id: i64, {of_field} role_id: i64 }}");
    let input = text.parse().expect("tokens");
    let meant = format!("did you mean `{word}`?");
    let errors = errors(input);
    assert!(errors.iter().any(|error| error.contains(&meant)), "{text}: {errors:#?}");
}
