//! Messages about words that are not known.

use std::iter;

/// Says that a word is unknown, which of the known ones may be meant, and which there are.
pub(crate) fn unknown(kind: &str, word: &str, there_are: &str, known: &[&str]) -> String {
    match nearest(word, known) {
        Some(near) => format!("unknown {kind} `{word}`; did you mean `{near}`? {there_are}"),
        None => format!("unknown {kind} `{word}`; {there_are}"),
    }
}

/// Adds to a message the word that may be meant: ``; did you mean `desc`?``
pub(crate) fn or_meant(message: &str, word: &str, known: &[&str]) -> String {
    match nearest(word, known) {
        Some(near) => format!("{message}; did you mean `{near}`?"),
        None => message.to_owned(),
    }
}

/// Lists what is allowed: ``allowed are `a`, `b` ``.
pub(crate) fn allowed(words: &[&str]) -> String {
    format!("allowed {} {}", if words.len() == 1 { "is" } else { "are" }, list(words))
}

/// Lists words: `` `a`, `b` ``.
pub(crate) fn list(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

/// Finds the word that may be meant, if one is near enough.
fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let word = word.to_lowercase();
    let near =
        known.iter().map(|candidate| (distance(&word, &candidate.to_lowercase()), *candidate));
    let limit = word.chars().count() / 3 + 1;
    near.filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Counts the characters to insert, remove or replace (Levenshtein).
fn distance(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.chars().count()).collect();
    for (done, a) in from.chars().enumerate() {
        let mut left = done + 1;
        let steps = row.iter().zip(row.iter().skip(1)).zip(to.chars());
        let next = steps.map(|((&diagonal, &above), b)| {
            left = (diagonal + usize::from(a != b)).min(above + 1).min(left + 1);
            left
        });
        row = iter::once(done + 1).chain(next).collect();
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_changes() {
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("length", "lenght"), 2);
        assert_eq!(distance("kitten", "sitting"), 3);
    }

    #[test]
    fn far_words_are_not_suggested() {
        assert_eq!(nearest("lenght", &["name", "length"]), Some("length"));
        assert_eq!(nearest("Length", &["name", "length"]), Some("length"));
        assert_eq!(nearest("colour", &["name", "length"]), None);
    }
}
