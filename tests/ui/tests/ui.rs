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

/// Such excerpts change with the compiler.
#[test]
fn messages_show_nothing_of_std() {
    for messages in files(Path::new("fail"), "stderr") {
        let text = fs::read_to_string(&messages).expect("messages");
        assert!(!text.contains("$RUST"), "{}", messages.display());
    }
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
