//! Rust sources as words: a small tokenizer that skips comments, strings and numbers.

use std::fs;
use std::path::{Path, PathBuf};

/// A word or a sign of a source, and the line it stands on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) line: usize,
}

impl Token {
    /// Tells whether this is a name or a keyword.
    pub(crate) fn is_word(&self) -> bool {
        self.text.starts_with(|c: char| c == '_' || c.is_alphabetic())
    }
}

/// Returns the sources below a folder as (path from there, text), sorted by path.
pub(crate) fn below(root: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    collect(root, &mut files);
    files.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a readable source");
        let path = path.strip_prefix(root).expect("a path below the root");
        (path.to_string_lossy().replace('\\', "/"), text)
    };
    files.into_iter().map(read).collect()
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Splits a source into its words and signs; `::` is one sign, and `r#name` is `name`.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut reader = Reader { rest: text, line: 1 };
    let mut found = Vec::new();
    while let Some(first) = reader.rest.chars().next() {
        let line = reader.line;
        if let Some(length) = skipped(reader.rest) {
            reader.take(length);
        } else if first == '_' || first.is_alphabetic() {
            let length = word(reader.rest);
            found.push(Token { text: reader.take(length).to_owned(), line });
        } else {
            let length = if reader.rest.starts_with("::") { 2 } else { first.len_utf8() };
            let sign = reader.take(length);
            if !first.is_whitespace() {
                found.push(Token { text: sign.to_owned(), line });
            }
        }
    }
    found
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.line += taken.matches('\n').count();
        self.rest = rest;
        taken
    }
}

/// Returns the length of the comment, literal or mark of a raw name that a text starts with.
fn skipped(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    if text.starts_with("/*") {
        return Some(block_comment(text));
    }
    if let Some(length) = string(text) {
        return Some(length);
    }
    if text.starts_with('\'') {
        return Some(character(text));
    }
    if text.starts_with("r#") {
        return Some(2);
    }
    text.starts_with(|c: char| c.is_ascii_digit()).then(|| word(text))
}

/// Comments nest.
fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest.starts_with(b"*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

fn string(text: &str) -> Option<usize> {
    let prefix = text.find(|c: char| !matches!(c, 'b' | 'c' | 'r'))?;
    if prefix > 2 {
        return None;
    }
    let body = &text[prefix..];
    if text[..prefix].contains('r') {
        let hashes = body.len() - body.trim_start_matches('#').len();
        if !body[hashes..].starts_with('"') {
            return None;
        }
        let end = format!("\"{}", "#".repeat(hashes));
        let start = prefix + hashes + 1;
        let length = text[start..].find(&end).map_or(text.len() - start, |at| at + end.len());
        return Some(start + length);
    }
    let quoted = body.strip_prefix('"')?;
    let mut escaped = false;
    for (at, c) in quoted.char_indices() {
        match c {
            '"' if !escaped => return Some(prefix + 1 + at + 1),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    Some(text.len())
}

/// A character, or only the mark of a lifetime.
fn character(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => {
            chars.next();
            chars.find(|(_, c)| *c == '\'').map_or(text.len(), |(at, _)| at + 1)
        }
        Some(_) => match chars.next() {
            Some((at, '\'')) => at + 1,
            _ => 1,
        },
        None => 1,
    }
}

fn word(text: &str) -> usize {
    text.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(text.len())
}

#[test]
fn comments_and_literals_are_no_words() {
    let text = r###"
        //! crate::model
        /* a /* nested */ crate::model */
        let b = "crate::model \" crate::model"; let c = r#"crate::"model"#; let d = b'"'; let e = '\'';
        fn f<'a>(x: &'a str) -> r#type::Path { 1_000u64; '"'; br"\" }
    "###;
    let words: Vec<String> = tokens(text).into_iter().map(|token| token.text).collect();
    assert_eq!(
        words.join(" "),
        "let b = ; let c = ; let d = b ; let e = ; fn f < a > ( x : & a str ) - > type :: Path { ; ; }"
    );
    assert_eq!(tokens("a\n/*\n\n*/ b\n\"\n\" c").last().map(|token| token.line), Some(6));
}
