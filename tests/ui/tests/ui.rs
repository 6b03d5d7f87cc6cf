//! What is wrong does not compile; `fail/<topic>/<subject>_<condition>.stderr` holds what is said.

use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn wrong_programs_are_refused() {
    trybuild::TestCases::new().compile_fail("fail/**/*.rs");
}

#[test]
fn cases_begin_with_their_rule() {
    for case in files(Path::new("fail"), "rs") {
        let text = fs::read_to_string(&case).expect("a case");
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("// ") && first.ends_with('.'), "{}", case.display());
    }
}

/// A place in std may be named, but an excerpt of it would change with the compiler.
#[test]
fn messages_show_nothing_of_std() {
    for messages in files(Path::new("fail"), "stderr") {
        let text = fs::read_to_string(&messages).expect("messages");
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            if !line.contains("$RUST") {
                continue;
            }
            let beneath = lines.clone().take_while(|line| line.trim_start().starts_with('|'));
            let excerpt = beneath.filter(|line| line.trim() != "|").count();
            assert_eq!(excerpt, 0, "{}", messages.display());
        }
    }
}

/// The most lines of one message.
const LINES: usize = 25;

/// The cases of which a message is longer, by what rustc lists of its own accord; none may join them.
const LONGER: &[&str] = &[
    "fail/aggregates/column_of_another_model",
    "fail/aggregates/text_of_related_records_summed",
    "fail/graphs/nested_row_under_another_parent",
    "fail/graphs/nested_row_without_a_required_column",
    "fail/graphs/parent_nested_in_its_child",
    "fail/links/linked_value_of_another_type",
    "fail/queries/filter_by_a_value",
    "fail/queries/key_of_several_columns_given_in_part",
    "fail/queries/load_ordered_by_another_model",
    "fail/queries/relation_of_another_model",
];

#[test]
fn messages_are_short() {
    let mut longer = Vec::new();
    for messages in files(Path::new("fail"), "stderr") {
        let text = fs::read_to_string(&messages).expect("messages");
        let mut lines = 0;
        let mut most = 0;
        for line in text.lines() {
            lines =
                if line.starts_with("error") { 1 } else { lines + usize::from(!line.is_empty()) };
            most = most.max(lines);
        }
        if most > LINES {
            longer.push(messages.with_extension("").display().to_string());
        }
    }
    assert_eq!(longer, LONGER);
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|given| given == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}
