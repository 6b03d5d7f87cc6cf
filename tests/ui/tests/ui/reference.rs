//! `docs/reference/errors.md`, written from the catalogue so that it can not go stale.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use crate::catalogue::{Case, Message, cases};

const PAGE: &str = "../../docs/reference/errors.md";

const HEAD: &str = "\
# Errors

What the compiler says about mistakes in models and in what is done with them: the rule, a line that
breaks it with the message, and the remedy where the message does not say it itself. Each entry is called like its program in `tests/ui/fail`.

This page is written from those programs; `UPDATE_DOCS=1 cargo test -p ui` writes it anew.
";

/// The folders of the catalogue in the order of the page, with their headings.
const TOPICS: &[(&str, &str)] = &[
    ("attributes", "Attributes and their arguments"),
    ("models", "Structs, fields and columns"),
    ("keys", "Primary keys, unique constraints and indexes"),
    ("relations", "Foreign keys and back-references"),
    ("composite", "Foreign keys of several fields"),
    ("links", "Links between two models"),
    ("schema", "Schemas"),
    ("broken", "Uses of a model with a mistake"),
    ("queries", "Queries"),
    ("paths", "Paths along relations"),
    ("aggregates", "Aggregates, groups and selections"),
    ("writes", "Creates and updates"),
    ("graphs", "Records under a parent"),
    ("collections", "Collections of children and links"),
    ("sessions", "Sessions"),
    ("executors", "Databases, connections and transactions"),
];

/// The most messages of a case that the page shows.
const SHOWN: usize = 3;

#[test]
fn errors_are_listed() {
    let page = page(&cases());
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(PAGE, &page).expect("the page is written");
    }
    let written = fs::read_to_string(PAGE).unwrap_or_default();
    assert!(written == page, "{PAGE} differs; UPDATE_DOCS=1 cargo test -p ui writes it anew");
}

#[test]
fn every_case_has_a_remedy() {
    let cases = cases();
    let without = cases.iter().filter(|case| !says_remedy(case) && remedy(case).is_none());
    let without: Vec<_> = without.map(|case| case.name.as_str()).collect();
    assert_eq!(without, [""; 0], "write `// Remedy: …` in the second line");
}

#[test]
fn every_topic_has_a_heading() {
    for case in cases() {
        assert!(TOPICS.iter().any(|(topic, _)| *topic == case.topic()), "{}", case.name);
    }
    for (topic, _) in TOPICS {
        assert!(Path::new("fail").join(topic).is_dir(), "{topic}");
    }
}

fn page(cases: &[Case]) -> String {
    let mut page = HEAD.to_owned();
    for (topic, heading) in TOPICS {
        write!(page, "\n## {heading}\n").expect("a string");
        for case in cases.iter().filter(|case| case.topic() == *topic) {
            page += &entry(case);
        }
    }
    page
}

fn entry(case: &Case) -> String {
    let mut entry = format!("\n### {}\n\n{}\n\n```text\n", case.file(), case.rule());
    let mut shown: Vec<String> = Vec::new();
    for message in case.messages.iter().map(|message| text(case, message)) {
        if shown.len() < SHOWN && !shown.contains(&message) {
            shown.push(message);
        }
    }
    entry += &shown.concat();
    entry += "```\n";
    // A label that says what to do has been shown.
    if let Some(remedy) = remedy(case).filter(|remedy| !entry.contains(remedy.as_str())) {
        writeln!(entry, "\nRemedy: {remedy}.").expect("a string");
    }
    entry
}

/// The line with the mistake, what is said about it, and what is written at the place itself.
fn text(case: &Case, message: &Message) -> String {
    let line = message.place().and_then(|(_, line, _)| case.source.lines().nth(line - 1));
    let title = message.title().trim_start_matches("evaluation panicked: ");
    let mut text = format!("{}\n  error: {title}\n", line.unwrap_or_default().trim());
    if let Some(label) = label(message) {
        writeln!(text, "  here: {label}").expect("a string");
    }
    text
}

fn label(message: &Message) -> Option<&str> {
    let (_, label) = message.mark()?;
    // What rustc says about a const is where it stands.
    Some(label).filter(|label| !label.is_empty() && !label.starts_with("evaluation of"))
}

/// Tells whether the first message itself says what to do, as those of this project do.
fn says_remedy(case: &Case) -> bool {
    let Some(message) = case.messages.first() else { return false };
    let ours = ["error: ", "error[E0080]", "error[E0277]"];
    let is_ours = ours.iter().any(|start| message.lines[0].starts_with(start));
    let words = ["; ", " takes ", " begins with "];
    is_ours && words.iter().any(|word| message.title().contains(word))
}

/// What the case says, or else the note or the label that its trait has in the runtime.
fn remedy(case: &Case) -> Option<String> {
    if let Some(remedy) = case.remedy() {
        return Some(remedy.to_owned());
    }
    let message = case.messages.first()?;
    if !message.lines[0].starts_with("error[E0277]") {
        return None;
    }
    let of_rustc = ["this error originates", "required for", "the trait bound", "expected "];
    let notes = message.lines.iter().filter_map(|line| line.trim().strip_prefix("= note: "));
    let mut notes = notes.filter(|note| !of_rustc.iter().any(|start| note.starts_with(start)));
    let says = [
        "expected ",
        "set it ",
        "must be ",
        "the column is ",
        "filter ",
        "pass ",
        "the f",
        "the primary",
    ];
    let label = label(message).filter(|label| says.iter().any(|start| label.starts_with(start)));
    notes.next().or(label).map(str::to_owned)
}
