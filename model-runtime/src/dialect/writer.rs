//! The writer through which all SQL text goes, and the statement that comes out.

use std::fmt;
use std::sync::Arc;

use crate::dialect::Dialect;
use crate::dialect::rendered::{Answer, Rendered};
use crate::error::{Error, ErrorKind, Result};
use crate::value::Value;

/// The text of a statement and its binds.
///
/// `Display` prints the text; the binds are given on request only.
#[derive(Debug, Clone)]
pub struct Statement {
    /// Shared: a text may be kept for the next statement of its shape, and be sent a second time.
    text: Arc<Rendered>,
    binds: Vec<Value>,
    refused: Option<Error>,
}

impl Statement {
    /// Returns the text.
    #[must_use]
    pub fn sql(&self) -> &str {
        &self.text.sql
    }

    /// Returns the binds in the order of their placeholders.
    #[must_use]
    pub fn binds(&self) -> &[Value] {
        &self.binds
    }

    /// Returns why this statement would be refused before anything is sent, if it would be.
    #[must_use]
    pub fn refusal(&self) -> Option<&Error> {
        self.refused.as_ref()
    }

    /// Makes a statement that can not be run, for a reason known before it is rendered.
    pub(crate) fn refused(error: Error) -> Self {
        Self { text: Arc::default(), binds: Vec::new(), refused: Some(error) }
    }

    /// Makes a statement of a text that was rendered before.
    pub(super) fn of(text: Arc<Rendered>, binds: Vec<Value>) -> Self {
        Self { text, binds, refused: None }
    }

    /// Returns what it is run with.
    ///
    /// # Errors
    ///
    /// Where the statement is refused.
    pub(crate) fn parts(&self) -> Result<(Arc<Rendered>, &[Value])> {
        match &self.refused {
            Some(error) => Err(error.clone()),
            None => Ok((Arc::clone(&self.text), &self.binds)),
        }
    }

    /// Adds a value for the next placeholder, or the reason why it can not be stored.
    pub(crate) fn push(&mut self, value: Result<Value>) {
        match value {
            Ok(value) => self.binds.push(value),
            Err(error) => {
                self.refused.get_or_insert(error);
            }
        }
    }

    /// Asks for the plan of this statement instead of running it.
    pub(crate) fn explained(mut self, explain: &'static str) -> Self {
        let sql = Arc::new(format!("{explain}{}", self.text.sql));
        let placeholders = self.text.placeholders;
        self.text = Arc::new(Rendered { sql, placeholders, answer: None });
        self
    }

    /// Takes it apart, to be run.
    ///
    /// # Errors
    ///
    /// Where the statement is refused.
    pub(crate) fn into_parts(self) -> Result<(Arc<Rendered>, Vec<Value>)> {
        match self.refused {
            Some(error) => Err(error),
            None => Ok((self.text, self.binds)),
        }
    }
}

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sql())
    }
}

/// Writes SQL in a dialect. Its three doors are [`raw`](Self::raw), [`ident`](Self::ident) and
/// [`bind`](Self::bind): nothing else becomes part of a statement.
#[derive(Debug)]
pub struct SqlWriter {
    dialect: Dialect,
    sql: String,
    binds: Vec<Value>,
    placeholders: usize,
    answer: Option<Answer>,
    refused: Option<Error>,
    /// Texts that are written again.
    kept: Vec<(usize, String)>,
}

impl SqlWriter {
    /// Begins an empty statement.
    #[must_use]
    pub fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            sql: String::with_capacity(128),
            binds: Vec::new(),
            placeholders: 0,
            answer: None,
            refused: None,
            kept: Vec::new(),
        }
    }

    /// Returns the dialect.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Writes text that is part of this program.
    pub fn raw(&mut self, text: &'static str) -> &mut Self {
        self.sql.push_str(text);
        self
    }

    /// Writes a name in the dialect's quotes, the quote character inside it doubled.
    pub fn ident(&mut self, name: &str) -> &mut Self {
        let quote = self.dialect.spelling().quote();
        self.sql.reserve(name.len() + 2);
        self.sql.push(quote);
        // Hardly any has one, and bytes are compared faster than characters are searched.
        if name.bytes().any(|byte| char::from(byte) == quote) {
            for part in name.split_inclusive(quote) {
                self.sql.push_str(part);
                if part.ends_with(quote) {
                    self.sql.push(quote);
                }
            }
        } else {
            self.sql.push_str(name);
        }
        self.sql.push(quote);
        self
    }

    /// Writes a placeholder and keeps its value.
    pub fn bind(&mut self, value: Value) -> &mut Self {
        self.placeholder();
        self.binds.push(value);
        self
    }

    /// Writes a placeholder whose value is bound apart.
    pub fn placeholder(&mut self) -> &mut Self {
        self.placeholders += 1;
        let (mark, numbered) = self.dialect.spelling().placeholder();
        self.sql.push(mark);
        if numbered {
            self.number(self.placeholders as u64);
        }
        self
    }

    /// Writes a part of a statement that was rendered before.
    #[cfg(feature = "sqlite")]
    pub(super) fn rendered(&mut self, part: &str) -> &mut Self {
        self.sql.push_str(part);
        self
    }

    /// Writes a whole number.
    pub fn number(&mut self, number: u64) -> &mut Self {
        use fmt::Write as _;
        match char::from_digit(u32::try_from(number).unwrap_or(u32::MAX), 10) {
            // Most are, and the formatter takes its time.
            Some(digit) => self.sql.push(digit),
            None => {
                let _ = write!(self.sql, "{number}");
            }
        }
        self
    }

    /// Writes a whole number that may be negative.
    pub(super) fn integer(&mut self, number: i64) -> &mut Self {
        use fmt::Write as _;
        let _ = write!(self.sql, "{number}");
        self
    }

    /// Writes a finite number in the form that reads back as the same.
    pub(super) fn float(&mut self, number: f64) -> &mut Self {
        use fmt::Write as _;
        let _ = write!(self.sql, "{number:?}");
        self
    }

    /// Writes a text as a literal, for the default of a column.
    ///
    /// This is the only printer of literals in the crate: DDL takes no binds, and the text is part of
    /// the program (`#[default("…")]`). Values never come here.
    pub(super) fn default_text(&mut self, text: &'static str) -> &mut Self {
        let (open, doubles) = self.dialect.spelling().text_literal(text.contains('\\'));
        self.sql.push_str(open);
        for character in text.chars() {
            if character == '\'' || (doubles && character == '\\') {
                self.sql.push(character);
            }
            self.sql.push(character);
        }
        self.sql.push('\'');
        self
    }

    /// Writes the n-th alias of a kind, in quotes.
    pub(super) fn alias(&mut self, kind: &'static str, n: u32) -> &mut Self {
        let quote = self.dialect.spelling().quote();
        self.sql.push(quote);
        self.raw(kind).number(n.into());
        self.sql.push(quote);
        self
    }

    /// Returns how long the text is so far.
    pub(super) fn length(&self) -> usize {
        self.sql.len()
    }

    /// Keeps what was written since then to [`repeat`](Self::repeat) it, if placeholders are numbered.
    pub(super) fn keep(&mut self, key: usize, since: usize) {
        if let (_, true) = self.dialect.spelling().placeholder() {
            self.kept.push((key, self.sql[since..].to_owned()));
        }
    }

    /// Writes what was kept, with the placeholders it has; tells whether anything was.
    pub(super) fn repeat(&mut self, key: usize) -> bool {
        let Some((_, text)) = self.kept.iter().find(|(kept, _)| *kept == key) else { return false };
        self.sql.push_str(text);
        true
    }

    /// Returns how many placeholders were written.
    pub(super) fn placeholders(&self) -> usize {
        self.placeholders
    }

    /// Notes what is known of the rows that are answered.
    pub(super) fn answers(&mut self, answer: Answer) {
        self.answer = Some(answer);
    }

    /// Notes that the statement can not be made; the first reason is kept.
    pub fn refuse(&mut self, error: Error) -> &mut Self {
        self.refused.get_or_insert(error);
        self
    }

    /// Ends a text by itself: one without placeholders, or of parts that were rendered before.
    pub(super) fn into_text(self) -> String {
        self.sql
    }

    /// Ends the statement; it is refused if it has more placeholders than the database takes.
    #[must_use]
    pub fn finish(mut self) -> Statement {
        if self.placeholders > self.dialect.capabilities().max_binds {
            let message = "the statement has more values than the database takes at once";
            self.refuse(Error::new(ErrorKind::TooLong, message));
        }
        let Self { sql, placeholders, answer, binds, refused, .. } = self;
        Statement {
            text: Arc::new(Rendered { sql: Arc::new(sql), placeholders, answer }),
            binds,
            refused,
        }
    }
}
