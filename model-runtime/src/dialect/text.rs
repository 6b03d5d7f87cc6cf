//! Searches in text that mean the same in every dialect.
//!
//! A needle becomes a pattern, and the pattern is written in the language that the dialect's operator
//! understands: LIKE, GLOB or regular expressions.

use crate::dialect::SqlWriter;
use crate::dialect::expr::{self, Precedence, Scope};
use crate::dialect::spelling::PatternForm;
use crate::error::{Error, ErrorKind};
use crate::query::{Expr, TextMatch};
use crate::value::Value;

/// The longest needle in bytes: SQLite takes patterns of 50,000, and escapes treble a character.
const MAX_NEEDLE: usize = 16_000;

/// A piece of a pattern.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Piece {
    /// Any text, also none.
    Any,
    /// Any single character.
    One,
    /// That character.
    Char(char),
}

pub(super) fn write(
    w: &mut SqlWriter,
    scope: Scope<'_>,
    expr: &Expr,
    needle: &str,
    how: TextMatch,
) {
    if needle.len() > MAX_NEEDLE {
        let message = "a text that is searched for may have 16000 bytes";
        w.refuse(Error::new(ErrorKind::TooLong, message));
    }
    let pieces = pieces(needle, how);
    let search = w.dialect().spelling().search(ignores_case(how));
    w.raw(search.before);
    expr::write(w, scope, expr, Precedence::Atom);
    w.raw(search.operator);
    w.bind(Value::Text(match search.pattern {
        PatternForm::Like => like(&pieces),
        PatternForm::LowerLike => like(&pieces).to_ascii_lowercase(),
        PatternForm::Glob => glob(&pieces),
        PatternForm::Regex => regex(&pieces),
    }));
    w.raw(search.after);
}

fn ignores_case(how: TextMatch) -> bool {
    matches!(how, TextMatch::ContainsIgnoreCase | TextMatch::LikeIgnoreCase)
}

fn pieces(needle: &str, how: TextMatch) -> Vec<Piece> {
    let (before, after) = match how {
        TextMatch::StartsWith => (false, true),
        TextMatch::EndsWith => (true, false),
        TextMatch::Contains | TextMatch::ContainsIgnoreCase => (true, true),
        TextMatch::Like | TextMatch::LikeIgnoreCase => return pattern(needle),
    };
    let any = |asked: bool| asked.then_some(Piece::Any);
    any(before).into_iter().chain(needle.chars().map(Piece::Char)).chain(any(after)).collect()
}

/// Reads a pattern; a `!` at its end means itself, which the databases judge differently.
fn pattern(needle: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut characters = needle.chars();
    while let Some(character) = characters.next() {
        pieces.push(match character {
            '%' => Piece::Any,
            '_' => Piece::One,
            '!' => Piece::Char(characters.next().unwrap_or('!')),
            other => Piece::Char(other),
        });
    }
    pieces
}

fn like(pieces: &[Piece]) -> String {
    let mut text = String::with_capacity(pieces.len() + 8);
    for piece in pieces {
        match piece {
            Piece::Any => text.push('%'),
            Piece::One => text.push('_'),
            Piece::Char(character) => {
                if matches!(character, '!' | '%' | '_') {
                    text.push('!');
                }
                text.push(*character);
            }
        }
    }
    text
}

fn glob(pieces: &[Piece]) -> String {
    let mut text = String::with_capacity(pieces.len() + 8);
    for piece in pieces {
        match piece {
            Piece::Any => text.push('*'),
            Piece::One => text.push('?'),
            Piece::Char(character @ ('*' | '?' | '[')) => {
                text.extend(['[', *character, ']']);
            }
            Piece::Char(character) => text.push(*character),
        }
    }
    text
}

/// Writes a regular expression that PCRE (MariaDB) and ICU (MySQL) read alike.
///
/// MariaDB takes a search that it gives up for one that found nothing, so nothing here makes it try
/// again: each part between two `%` is looked for once, at the first place where it can be. What is
/// left is texts of more than ten million characters, where it gives up patterns of several parts.
fn regex(pieces: &[Piece]) -> String {
    // `.` matches the end of a line as well; case counts whatever the collation.
    let mut text = String::from("(?s-i)");
    let mut parts = pieces.split(|piece| *piece == Piece::Any);
    let first = parts.next().unwrap_or(&[]);
    let Some(last) = parts.next_back() else {
        regex_part(&mut text, "\\A", first, "\\z");
        return text;
    };
    let inner: Vec<&[Piece]> = parts.filter(|part| !part.is_empty()).collect();
    match (first, inner.as_slice(), last) {
        ([], [], []) => text.push_str(".*"),
        ([], [], last) => regex_part(&mut text, "", last, "\\z"),
        ([], [only], []) => regex_part(&mut text, "", only, ""),
        _ => {
            regex_part(&mut text, "\\A", first, "");
            for part in inner {
                regex_part(&mut text, "(?>.*?", part, ")");
            }
            if !last.is_empty() {
                regex_part(&mut text, "(?>.*", last, ")\\z");
            }
        }
    }
    text
}

fn regex_part(text: &mut String, before: &str, part: &[Piece], after: &str) {
    text.push_str(before);
    for piece in part {
        match piece {
            Piece::Any | Piece::One => text.push('.'),
            Piece::Char(letter) if letter.is_ascii_alphabetic() => {
                text.extend(['[', letter.to_ascii_lowercase(), letter.to_ascii_uppercase(), ']']);
            }
            Piece::Char(character) => {
                if character.is_ascii_punctuation() {
                    text.push('\\');
                }
                text.push(*character);
            }
        }
    }
    text.push_str(after);
}
