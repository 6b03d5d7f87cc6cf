//! The building of the runtime: a module names its own floor and lower ones, never a higher one.

use std::path::Path;

use crate::sources::{Token, below, tokens};

/// The floors, lowest first.
const FLOORS: [&str; 7] = ["error", "value", "schema", "query", "dialect", "backend", "model"];

/// Modules that no floor may use: emitted code looks in through them.
const WINDOWS: [&str; 1] = ["__private"];

/// Returns what a source of the runtime does against the rules, as `path:line: …`.
fn violations(path: &str, text: &str) -> Vec<String> {
    let tokens = tokens(text);
    let mut found = paths_against_the_floors(path, &tokens);
    for (at, token) in tokens.iter().enumerate() {
        let refused = match token.text.as_str() {
            "AssertSqlSafe" if path != "backend/sent.rs" => "belongs to backend/sent.rs alone",
            "sqlx" if !is_in(path, "backend") && names_a_crate(&tokens, at) => {
                "belongs to backend/ alone"
            }
            "crate" if tokens.get(at + 1).is_some_and(|next| next.text == "as") => {
                "must not get another name, which this test would not know"
            }
            "__private" if floor_of(path).is_some() => "is for emitted code, not for a floor",
            _ => continue,
        };
        found.push((token.line, format!("`{}` {refused}", token.text)));
    }
    found.sort();
    found.dedup();
    found.into_iter().map(|(line, what)| format!("{path}:{line}: {what}")).collect()
}

/// Returns the floor that a source belongs to; the roof and the windows are no floor.
fn floor_of(path: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| is_in(path, floor))
}

fn is_in(path: &str, module: &str) -> bool {
    let first = path.split('/').next().unwrap_or_default();
    first.strip_suffix(".rs").unwrap_or(first) == module
}

fn paths_against_the_floors(path: &str, tokens: &[Token]) -> Vec<(usize, String)> {
    let Some(own) = floor_of(path) else { return Vec::new() };
    let mut found = Vec::new();
    for at in roots(path, tokens) {
        for (name, line) in heads(tokens, at) {
            match FLOORS.iter().position(|floor| *floor == name) {
                Some(floor) if floor <= own => {}
                Some(_) => {
                    found.push((line, format!("`{}` stands below `{name}`", FLOORS[own])));
                }
                // Reported by its name already.
                None if WINDOWS.contains(&name.as_str()) => {}
                // Exported macros are all at the root.
                None if tokens.get(at + 1).is_some_and(|next| next.text == "!") => {}
                None => found.push((
                    line,
                    format!("`{name}` is named at the root of the crate; name the floor it is on"),
                )),
            }
        }
    }
    found
}

/// Returns where paths from the root of the crate go on: after `crate::`, and after as many `super::`
/// as lead out of the floor.
fn roots(path: &str, tokens: &[Token]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut nesting = Nesting::default();
    for (at, token) in tokens.iter().enumerate() {
        nesting.step(tokens, at);
        let goes_on = tokens.get(at + 1).is_some_and(|next| next.text == "::");
        if !goes_on {
            continue;
        }
        if token.text == "crate" {
            // `$crate` of a macro that a user calls is the roof's name for everything.
            if at == 0 || tokens[at - 1].text != "$" {
                found.push(at + 2);
            }
        } else if token.text == "super" && !follows_super(tokens, at) {
            let (climbs, end) = climb(tokens, at);
            if climbs >= depth(path) + nesting.modules() {
                found.push(end);
            }
        }
    }
    found
}

fn follows_super(tokens: &[Token], at: usize) -> bool {
    at >= 2 && tokens[at - 1].text == "::" && tokens[at - 2].text == "super"
}

/// Counts the `super::` from here on and returns where they end.
fn climb(tokens: &[Token], mut at: usize) -> (usize, usize) {
    let mut climbs = 0;
    while tokens.get(at).is_some_and(|token| token.text == "super") {
        climbs += 1;
        at += 2;
    }
    (climbs, at)
}

/// Returns how many modules deep a source lies: `error.rs` and `value/mod.rs` 1, `value/text.rs` 2.
fn depth(path: &str) -> usize {
    let path = path.strip_suffix("/mod.rs").or_else(|| path.strip_suffix(".rs")).unwrap_or(path);
    path.split('/').count()
}

/// The modules written out around a token, as in `mod tests { … }`.
#[derive(Default)]
struct Nesting {
    braces: usize,
    opened_at: Vec<usize>,
}

impl Nesting {
    fn step(&mut self, tokens: &[Token], at: usize) {
        match tokens[at].text.as_str() {
            "{" => {
                self.braces += 1;
                if at >= 2 && tokens[at - 1].is_word() && tokens[at - 2].text == "mod" {
                    self.opened_at.push(self.braces);
                }
            }
            "}" => {
                if self.opened_at.last() == Some(&self.braces) {
                    self.opened_at.pop();
                }
                self.braces = self.braces.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn modules(&self) -> usize {
        self.opened_at.len()
    }
}

/// Returns the first names of what stands at `at`, with their lines: one, or those of a group.
fn heads(tokens: &[Token], at: usize) -> Vec<(String, usize)> {
    let Some(first) = tokens.get(at) else { return Vec::new() };
    if first.text != "{" {
        return vec![(first.text.clone(), first.line)];
    }
    let mut found = Vec::new();
    let mut depth = 0;
    let mut starts = false;
    for token in &tokens[at..] {
        match token.text.as_str() {
            "{" => {
                depth += 1;
                starts = depth == 1;
            }
            "}" => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            "," => starts = depth == 1,
            name if starts => {
                found.push((name.to_owned(), token.line));
                starts = false;
            }
            _ => {}
        }
    }
    found
}

/// Tells whether a word stands where a crate is named: `name::`, `use name`, `extern crate name`, but
/// not `other::name` and no field or variable.
fn names_a_crate(tokens: &[Token], at: usize) -> bool {
    let before = |n: usize| at.checked_sub(n).map_or("", |at| tokens[at].text.as_str());
    if before(1) == "." {
        return false;
    }
    let starts_a_path =
        before(1) != "::" || !tokens[at.saturating_sub(2)].is_word() || is_keyword(before(2));
    let goes_on = tokens.get(at + 1).is_some_and(|next| next.text == "::");
    starts_a_path && (goes_on || matches!(before(1), "use" | "crate" | "::" | "{" | ","))
}

fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "use" | "pub" | "in" | "impl" | "dyn" | "as" | "for" | "mut" | "return" | "where"
    )
}

/// Returns where a source of the derive imports the runtime; what it emits may, and its snapshots.
fn derive_violations(path: &str, text: &str) -> Vec<String> {
    if path.starts_with("tests/") {
        return Vec::new();
    }
    let tokens = without_quoted(tokens(text));
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let imported = at > 0 && (tokens[at - 1].text == "use" || tokens[at - 1].text == "crate")
            || at > 1 && tokens[at - 1].text == "::" && tokens[at - 2].text == "use";
        if token.text == "model_runtime" && imported {
            found.push(format!("{path}:{}: the derive imports the runtime", token.line));
        }
    }
    found
}

/// Returns where the manifest of the derive depends on the runtime; its tests may compare with it.
fn manifest_violations(manifest: &str) -> Vec<String> {
    let mut of_tests = false;
    let mut found = Vec::new();
    for line in manifest.lines().map(str::trim_start) {
        if line.starts_with('[') {
            of_tests = line.starts_with("[dev-dependencies");
        }
        if !of_tests && line.trim_start_matches("[dependencies.").starts_with("model-runtime") {
            found.push(format!("Cargo.toml: {line}"));
        }
    }
    found
}

/// Leaves out what is inside of `quote! { … }` and its siblings.
fn without_quoted(tokens: Vec<Token>) -> Vec<Token> {
    const QUOTES: [&str; 4] = ["quote", "quote_spanned", "parse_quote", "parse_quote_spanned"];
    let mut kept: Vec<Token> = Vec::new();
    let mut depth = 0;
    for token in tokens {
        let opens = matches!(token.text.as_str(), "{" | "(" | "[");
        let closes = matches!(token.text.as_str(), "}" | ")" | "]");
        if depth > 0 {
            depth = if opens { depth + 1 } else { depth - usize::from(closes) };
            continue;
        }
        let quotes = matches!(
            kept.as_slice(),
            [.., name, bang] if bang.text == "!" && QUOTES.contains(&name.text.as_str())
        );
        depth = usize::from(opens && quotes);
        kept.push(token);
    }
    kept
}

fn workspace() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

#[test]
fn every_floor_stands_on_lower_ones() {
    let sources = below(&workspace().join("model-runtime/src"));
    for floor in FLOORS {
        assert!(sources.iter().any(|(path, _)| is_in(path, floor)), "there is no floor `{floor}`");
    }
    let found: Vec<String> =
        sources.iter().flat_map(|(path, text)| violations(path, text)).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn derive_does_not_know_the_runtime() {
    let sources = below(&workspace().join("model-derive/src"));
    assert!(!sources.is_empty());
    let mut found: Vec<String> =
        sources.iter().flat_map(|(path, text)| derive_violations(path, text)).collect();
    let manifest = workspace().join("model-derive/Cargo.toml");
    let manifest = std::fs::read_to_string(manifest).expect("a manifest");
    found.extend(manifest_violations(&manifest));
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn planted_violation_is_reported() {
    for (path, text) in [
        ("value/mod.rs", "use crate::schema::TableDef;"),
        ("value/text.rs", "use crate::{error::Result, schema::{TableDef, Schema}};"),
        ("value/text.rs", "use crate::{\n    error::{Error, Result},\n    model,\n};"),
        ("error.rs", "fn f() -> crate::value::Value { x }"),
        ("query/expr.rs", "use super::super::dialect::Dialect;"),
        ("query/mod.rs", "use super::{dialect::Dialect, schema::TableDef};"),
        ("query/mod.rs", "mod tests { use super::super::model::Query; }"),
        ("query/mod.rs", "pub(crate) use crate::model as above;"),
        ("dialect/mod.rs", "use crate::Db;"),
        ("dialect/mod.rs", "use crate::*;"),
        ("dialect/mod.rs", "use crate as root;"),
        ("backend/mod.rs", "type Q = r#crate::model::Query; type P = crate :: model :: Query;"),
        ("backend/conn.rs", "use crate::__private::Model;"),
        ("model/mod.rs", "use crate::__private as rt;"),
        ("model/mod.rs", "use super::__private;"),
        ("backend/conn.rs", "sqlx::query(AssertSqlSafe(sql))"),
        ("model/query.rs", "use sqlx::Row;"),
        ("model/query.rs", "pub use ::sqlx;"),
        ("model/query.rs", "use {sqlx, url};"),
        ("lib.rs", "pub use sqlx::Error as DriverError;"),
        ("error.rs", "impl From<sqlx::Error> for Error {}"),
        ("error.rs", "impl From<::sqlx::Error> for Error {}"),
    ] {
        assert!(!violations(path, text).is_empty(), "{path}: {text}");
    }
    for text in [
        "use model_runtime::Model;",
        "use ::model_runtime as rt;",
        "extern crate model_runtime;",
        "quote! { a { b } }; use model_runtime::Model;",
    ] {
        assert!(!derive_violations("lib.rs", text).is_empty(), "{text}");
    }
    for manifest in [
        "[dependencies]\nmodel-runtime.workspace = true",
        "[dependencies.model-runtime]\npath = \"..\"",
        "[dev-dependencies]\ninsta = \"1\"\n[build-dependencies]\nmodel-runtime = \"1\"",
    ] {
        assert!(!manifest_violations(manifest).is_empty(), "{manifest}");
    }
}

#[test]
fn what_the_rules_allow_is_not_reported() {
    for (path, text) in [
        (
            "schema/mod.rs",
            "use crate::error::Result; use crate::{error::Error, value::{SqlType, Value}};",
        ),
        (
            "schema/check.rs",
            "use super::table::TableDef; mod tests { use super::*; use super::super::name; }",
        ),
        ("schema/mod.rs", "mod tests { use super::*; } use self::table::TableDef;"),
        (
            "schema/mod.rs",
            "//! [`Query`](crate::model::Query)\n/// crate::model\nfn f() { \"crate::model\"; }",
        ),
        ("schema/mod.rs", "macro_rules! schema { () => { $crate::model::Db } }"),
        ("backend/sent.rs", "use sqlx::AssertSqlSafe;"),
        ("model/mod.rs", "let statement = crate::sql!(\"SELECT 1\");"),
        ("backend/sqlite.rs", "use sqlx::sqlite::SqliteRow;"),
        ("model/mod.rs", "fn f(sqlx: u8) { self.sqlx; other::sqlx::f(); }"),
        ("lib.rs", "pub use model::Db; pub mod __private;"),
        ("__private.rs", "pub use crate::model::Model; pub use crate::Error;"),
    ] {
        assert_eq!(violations(path, text), [""; 0], "{path}: {text}");
    }
    for emitted in [
        "parse_quote!(::model_runtime)",
        "quote! { const _: () = { use ::model_runtime::__private as __rt; (a) }; };",
        "::quote::quote_spanned!(span => use model_runtime::Model;);",
    ] {
        assert_eq!(derive_violations("lib.rs", emitted), [""; 0]);
    }
    assert_eq!(derive_violations("tests/user.rs", "use ::model_runtime::__private;"), [""; 0]);
    let tests =
        "[dependencies]\nsyn = \"2\"\n[dev-dependencies]\nmodel-runtime = { path = \"..\" }";
    assert_eq!(manifest_violations(tests), [""; 0]);
}

#[test]
fn report_names_the_line() {
    let text =
        "use crate::error::Result;\nuse crate::{\n    error::Error,\n    model::Query,\n};\n";
    assert_eq!(
        violations("value/text.rs", text),
        ["value/text.rs:4: `value` stands below `model`"]
    );
}
