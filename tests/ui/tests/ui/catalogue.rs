//! The cases and their messages, as they lie in `fail/`.

use std::fs;
use std::path::Path;

/// A program that must not compile.
pub(crate) struct Case {
    /// `fail/<topic>/<subject>_<condition>`
    pub(crate) name: String,
    pub(crate) source: String,
    pub(crate) messages: Vec<Message>,
}

/// One error, as rustc prints it.
pub(crate) struct Message {
    pub(crate) lines: Vec<String>,
}

/// Returns all cases in the order of their names.
pub(crate) fn cases() -> Vec<Case> {
    let mut names = Vec::new();
    add_names(Path::new("fail"), &mut names);
    names.sort();
    names.into_iter().map(Case::read).collect()
}

fn add_names(folder: &Path, names: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            add_names(&path, names);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            names.push(path.with_extension("").display().to_string());
        }
    }
}

impl Case {
    fn read(name: String) -> Self {
        let read = |extension| {
            fs::read_to_string(format!("{name}.{extension}")).expect("a case and its messages")
        };
        let (source, printed) = (read("rs"), read("stderr"));
        Self { source, messages: messages(&printed), name }
    }

    /// `queries`
    pub(crate) fn topic(&self) -> &str {
        self.name.split('/').nth(1).expect("a folder")
    }

    /// `filter_by_a_column`
    pub(crate) fn file(&self) -> &str {
        self.name.rsplit('/').next().expect("a file")
    }

    /// The sentence that the case begins with.
    pub(crate) fn rule(&self) -> &str {
        let first = self.source.lines().next().unwrap_or_default();
        first.strip_prefix("// ").unwrap_or_default()
    }

    /// What to do, where the message does not say it itself.
    pub(crate) fn remedy(&self) -> Option<&str> {
        self.source.lines().nth(1)?.strip_prefix("// Remedy: ")
    }
}

/// Parts what rustc printed into its errors.
pub(crate) fn messages(printed: &str) -> Vec<Message> {
    let mut messages: Vec<Message> = Vec::new();
    for line in printed.lines().filter(|line| !line.is_empty()) {
        if line.starts_with("error") {
            messages.push(Message { lines: Vec::new() });
        }
        if let Some(message) = messages.last_mut() {
            message.lines.push(line.to_owned());
        }
    }
    messages
}

impl Message {
    /// The first line without `error[E0277]: `.
    pub(crate) fn title(&self) -> &str {
        let first = self.lines.first().expect("a line");
        first.split_once(": ").map_or(first.as_str(), |(_, title)| title)
    }

    /// Where it is told: the file, and the line and the column in it.
    pub(crate) fn place(&self) -> Option<(&str, usize, usize)> {
        let place = self.lines.iter().find_map(|line| line.trim_start().strip_prefix("--> "))?;
        let mut parts = place.split(':');
        let file = parts.next()?;
        Some((file, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    }

    /// The lines under the place, up to the first note.
    pub(crate) fn excerpt(&self) -> impl Iterator<Item = &str> {
        let lines = self.lines.iter().map(String::as_str);
        let beneath = lines.skip_while(|line| !line.trim_start().starts_with("--> ")).skip(1);
        beneath.take_while(|line| {
            let trimmed = line.trim_start();
            trimmed.starts_with(['|', '.'])
                || trimmed.starts_with(|first: char| first.is_ascii_digit())
        })
    }

    /// How many characters the place itself is long, and what is written beside it.
    pub(crate) fn mark(&self) -> Option<(usize, &str)> {
        self.excerpt().find_map(|line| {
            let marked = &line[line.find('|')? + 1..];
            let marked = &marked[marked.find('^')?..];
            let end = marked.find(|mark| mark != '^').unwrap_or(marked.len());
            Some((end, marked[end..].trim()))
        })
    }
}
