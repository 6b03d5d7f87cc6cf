//! What is asked of each message, whatever it says.

use crate::catalogue::{Case, Message, cases, messages};

/// The most lines of a message.
const LINES: usize = 15;

/// The most lines where rustc adds to a message what can not be silenced.
const LINES_WITH_NEAR_MISSES: usize = 25;

/// The cases with such messages, by what rustc adds; a case that got shorter must leave the list.
const LONGER: &[(&str, &str)] = &[
    ("aggregates/column_of_another_model", "the model that it is a column of"),
    ("aggregates/grouped_by_another_model", "the model that it is a column of"),
    ("aggregates/selected_from_another_model", "the model that it is a column of"),
    ("collections/link_with_a_required_column_added", "the struct"),
    ("executors/commit_on_a_shared_transaction", "the impl for `&mut`"),
    ("executors/connection_shared", "the impl for `&mut`, and how to borrow so"),
    ("executors/database_by_value", "how to borrow it"),
    ("executors/selection_on_a_shared_transaction", "the impl for `&mut`"),
    ("executors/stream_of_a_shared_transaction", "the impl for `&mut`"),
    ("executors/transaction_shared", "the impl for `&mut`, and how to borrow so"),
    ("graphs/nested_row_of_another_model", "the builders of other models"),
    ("graphs/nested_row_under_another_parent", "the model that it is a handle of"),
    ("graphs/nested_row_without_a_required_column", "how the row hangs on the parent"),
    ("graphs/parent_nested_in_its_child", "the handles of children"),
    ("links/linked_value_of_another_type", "the model that it is a relation of"),
    ("paths/column_of_another_model", "the model that it is a column of"),
    ("paths/relation_of_another_model", "the model that it is a relation of"),
    ("queries/filter_by_a_column", "that a column of `bool` is a filter"),
    ("queries/query_not_run", "where the lint is denied, and how to silence it"),
    ("queries/relation_of_another_model", "the model that it is a relation of"),
    ("queries/struct_no_model", "the struct"),
    ("sessions/reference_of_another_model_as_the_parent", "the model that it refers to"),
    ("sessions/relation_set_to_a_reference_of_another_model", "the model that it refers to"),
    ("writes/required_parent_set_to_none", "the impl for a nullable relation"),
    ("writes/update_of_another_model", "the model that it is a column of"),
    ("writes/update_of_many_by_another_model", "the model that it is a column of"),
];

/// The cases whose messages are rustc's alone, by what they are about.
const OF_RUSTC: &[(&str, &str)] = &[
    (
        "collections/collection_where_a_query_is_taken",
        "a function of the program that is given another type",
    ),
    ("executors/future_not_send", "a value that is held across an await"),
];

/// The cases whose messages name the type of a create builder, which lists the states of its columns.
const BUILDERS: &[(&str, &str)] = &[
    ("collections/link_with_a_required_column_added", "what the link begins with"),
    ("graphs/nested_row_of_another_model", "what was given"),
    ("graphs/nested_row_without_a_required_column", "what was given"),
    ("sessions/added_builder_without_a_required_column", "what was given"),
    ("sessions/replaced_builder_without_a_required_column", "what was given"),
    ("writes/required_column_not_set_in_a_list", "what was given"),
    ("writes/setter_unknown", "what has no such method"),
];

/// The cases whose messages are at more than the smallest token, by what rustc marks.
const WIDER: &[(&str, &str)] = &[
    ("models/method_named_like_a_generated_one", "all of the method, which the derive makes"),
    ("models/struct_named_like_the_builder", "all of the builder, which the derive makes"),
    ("queries/selected_value_of_another_type", "the expression"),
];

#[test]
fn cases_begin_with_their_rule() {
    let wrong = names(|case| !case.rule().ends_with('.'));
    assert_eq!(wrong, [""; 0], "the first line of a case is a sentence");
}

#[test]
fn every_case_has_a_message() {
    assert_eq!(names(|case| case.messages.is_empty()), [""; 0]);
}

#[test]
fn messages_are_short() {
    assert_eq!(over(LINES_WITH_NEAR_MISSES, &[OF_RUSTC]), [""; 0], "over the limit of all");
    assert_eq!(over(LINES, &[OF_RUSTC]), listed(LONGER), "the list has to be exact");
    let alone = over(LINES, &[LONGER]);
    assert_eq!(alone, listed(OF_RUSTC), "a message of rustc's that is short needs no exemption");
}

#[test]
fn messages_name_no_internals() {
    assert_eq!(names(|case| case.messages.iter().any(names_internals)), [""; 0]);
    let builders = names(|case| case.messages.iter().any(names_states));
    assert_eq!(builders, listed(BUILDERS), "the list has to be exact");
}

#[test]
fn messages_are_at_the_smallest_token() {
    let wide = names(|case| case.messages.iter().any(|message| !is_at_a_token(case, message)));
    assert_eq!(wide, listed(WIDER), "the list has to be exact");
}

/// The cases of this topic use a model with one mistake in all that can be done with models.
#[test]
fn nothing_follows_from_a_mistake_in_a_model() {
    let wrong = names(|case| case.topic() == "broken" && case.messages.len() != 1);
    assert_eq!(wrong, [""; 0]);
}

/// A place in std may be named, but an excerpt of it would change with the compiler.
#[test]
fn messages_show_nothing_of_std() {
    assert_eq!(names(|case| case.messages.iter().any(shows_std)), [""; 0]);
}

#[test]
fn what_is_asked_can_fail() {
    let case = Case {
        name: "fail/a/b".to_owned(),
        source: "// A rule.\n#[derive(Model)]\nstruct User {\n}\n".to_owned(),
        messages: messages(PLANTED),
    };
    let [internal, derive, builder, std] = case.messages.as_slice() else { panic!("four") };
    assert!(names_internals(internal) && !names_internals(derive));
    assert!(is_at_a_token(&case, internal) && !is_at_a_token(&case, derive));
    assert!(names_states(builder) && !names_states(internal));
    assert!(!is_at_a_token(&case, builder), "it is told in another file");
    assert!(!is_at_a_token(&case, std), "all of the line is marked");
    assert!(shows_std(std) && !shows_std(builder));
    assert_eq!(internal.lines.len(), 6);
    assert_eq!(internal.title(), "it is wrong");
    assert_eq!(internal.mark(), Some((4, "here")));
}

const PLANTED: &str = "\
error[E0277]: it is wrong
 --> fail/a/b.rs:3:8
  |
3 | struct User {
  |        ^^^^ here
  = note: required by a bound in `model_runtime::model::query::all`
error: no key
 --> fail/a/b.rs:2:10
  |
2 | #[derive(Model)]
  |          ^^^^^

error: `UserCreate<(Set, Missing)>`
 --> src/lib.rs:2:10
  |
2 | use std;
  |     ^^^

error: all of it
 --> fail/a/b.rs:3:1
  |
3 | struct User {
  | ^^^^^^^^^^^^^
 --> $RUST/core/src/a.rs
  |
  | fn a() {}
";

fn names(is_meant: impl Fn(&Case) -> bool) -> Vec<String> {
    cases().into_iter().filter(is_meant).map(|case| case.name).collect()
}

fn listed(list: &[(&str, &str)]) -> Vec<String> {
    list.iter().map(|(name, _)| format!("fail/{name}")).collect()
}

/// The cases with a message over a limit, without those of some lists.
fn over(limit: usize, lists: &[&[(&str, &str)]]) -> Vec<String> {
    let mut long = names(|case| case.messages.iter().any(|message| message.lines.len() > limit));
    long.retain(|name| !lists.iter().any(|list| listed(list).contains(name)));
    long
}

/// Paths that a program can not write; those of the crate's root it can.
fn names_internals(message: &Message) -> bool {
    let modules = ["model", "value", "backend", "query", "schema", "dialect", "error"];
    let paths = modules.map(|module| format!("model_runtime::{module}::"));
    message.lines.iter().any(|line| {
        line.contains("__private") || paths.iter().any(|path| line.contains(path.as_str()))
    })
}

fn names_states(message: &Message) -> bool {
    message.lines.iter().any(|line| line.contains("Create<("))
}

/// Tells whether a message marks a part of a line of its own case, and not the derive.
fn is_at_a_token(case: &Case, message: &Message) -> bool {
    let Some((file, line, _)) = message.place() else { return false };
    let Some(source) = case.source.lines().nth(line.wrapping_sub(1)) else { return false };
    let marked = message.mark().map_or(usize::MAX, |(marked, _)| marked);
    let of_several_lines = message.excerpt().any(|line| line.contains("|_"));
    file == format!("{}.rs", case.name)
        && !source.trim_start().starts_with("#[derive")
        && marked < source.trim().chars().count()
        && !of_several_lines
}

fn shows_std(message: &Message) -> bool {
    let mut lines = message.lines.iter().map(|line| line.trim());
    while let Some(line) = lines.next() {
        let beneath = lines.clone().take_while(|line| line.starts_with('|'));
        if line.contains("$RUST") && beneath.filter(|line| *line != "|").count() > 0 {
            return true;
        }
    }
    false
}
