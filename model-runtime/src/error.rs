//! Floor 0: the one error of the library; it knows no driver.
//!
//! An [`Error`] is opaque: a [kind](ErrorKind), what it concerns (model, fields, constraint) and
//! questions. `Display`, `Debug` and `source()` never show a value from the database; what the
//! server said is behind [`Error::server_detail`] alone.

use std::borrow::Cow;
use std::fmt;

/// What a fallible call of this library answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The kinds of errors, the same on every database.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// A row that had to be there is not.
    NotFound,
    /// Several rows where at most one was expected.
    TooManyRows,
    /// A unique or primary key value is stored already.
    Unique,
    /// A parent is missing, or a row that others refer to was to be deleted.
    ForeignKey,
    /// A required column was given NULL.
    NotNull,
    /// A CHECK constraint refused the row.
    Check,
    /// An exclusion constraint refused the row (PostgreSQL).
    Exclusion,
    /// A text, a value or a statement is longer than the column or the database takes.
    TooLong,
    /// A number is outside what its column can hold.
    OutOfRange,
    /// A value that no database here can store, such as NaN or text with a NUL character.
    InvalidValue,
    /// A concurrent transaction made this one impossible to serialise.
    Serialization,
    /// The database ended this transaction to resolve a deadlock.
    Deadlock,
    /// A lock was not granted in time.
    LockTimeout,
    /// The database is locked by another connection (SQLite).
    Busy,
    /// A statement took longer than its deadline.
    StatementTimeout,
    /// No connection of the pool became free in time.
    PoolTimeout,
    /// The connection broke, or could not be made.
    ConnectionLost,
    /// The database or the transaction accepts no writes.
    ReadOnly,
    /// The transaction was ended by an earlier error; nothing of it is stored.
    TxAborted,
    /// The connection broke while a commit was under way; it may or may not have happened.
    CommitUnknown,
    /// The driver ended a result before the database did.
    Incomplete,
    /// A stored value does not fit the field's type.
    Decode,
    /// More rows than the configured limit.
    RowLimit,
    /// The table in the database differs from the model.
    SchemaMismatch,
    /// The database user may not do this.
    PermissionDenied,
    /// A record changed since it was read.
    Stale,
    /// The database cannot do this.
    Unsupported,
    /// The URL, an option or a cargo feature is wrong.
    Config,
    /// A reference to a record that is not stored or belongs elsewhere.
    InvalidReference,
    /// An update or delete without a filter that did not say `.everything()`.
    Unfiltered,
    /// Anything else the database reports.
    Other,
}

impl ErrorKind {
    fn words(self) -> &'static str {
        match self {
            Self::NotFound => "not found",
            Self::TooManyRows => "more rows than expected",
            Self::Unique => "value is not unique",
            Self::ForeignKey => "foreign key violation",
            Self::NotNull => "required value is missing",
            Self::Check => "check constraint violation",
            Self::Exclusion => "exclusion constraint violation",
            Self::TooLong => "too long",
            Self::OutOfRange => "out of range",
            Self::InvalidValue => "invalid value",
            Self::Serialization => "serialization failure",
            Self::Deadlock => "deadlock",
            Self::LockTimeout => "lock timeout",
            Self::Busy => "database is busy",
            Self::StatementTimeout => "statement timeout",
            Self::PoolTimeout => "no free connection in time",
            Self::ConnectionLost => "connection lost",
            Self::ReadOnly => "read only",
            Self::TxAborted => "transaction was aborted",
            Self::CommitUnknown => "outcome of the commit is unknown",
            Self::Incomplete => "incomplete result",
            Self::Decode => "stored value does not fit",
            Self::RowLimit => "row limit exceeded",
            Self::SchemaMismatch => "table differs from the model",
            Self::PermissionDenied => "permission denied",
            Self::Stale => "stale record",
            Self::Unsupported => "not supported",
            Self::Config => "configuration",
            Self::InvalidReference => "invalid reference",
            Self::Unfiltered => "no filter",
            Self::Other => "database error",
        }
    }
}

/// What went wrong, and where; never a value from the database.
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    message: Cow<'static, str>,
    model: Option<&'static str>,
    fields: Vec<&'static str>,
    origin: Origin,
    detail: Option<String>,
    cause: Option<Error>,
}

/// What the database itself named: found by the backend, translated to model and fields above.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Origin {
    /// The constraint or index.
    pub(crate) constraint: Option<String>,
    /// The table.
    pub(crate) table: Option<String>,
    /// The columns of the table.
    pub(crate) columns: Vec<String>,
    /// The ordinal of the value in the row or in the list of binds.
    pub(crate) ordinal: Option<usize>,
}

impl Error {
    /// Makes an error of a kind; `message` is ours and says the remedy, never a value.
    pub(crate) fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            model: None,
            fields: Vec::new(),
            origin: Origin::default(),
            detail: None,
            cause: None,
        }))
    }

    /// Adds what the server said, to be seen through [`Error::server_detail`] alone.
    pub(crate) fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    /// Adds what the database named.
    pub(crate) fn with_origin(mut self, origin: Origin) -> Self {
        self.0.origin = origin;
        self
    }

    /// Adds the error that led to this one.
    pub(crate) fn with_cause(mut self, cause: Error) -> Self {
        self.0.cause = Some(cause);
        self
    }

    /// Says the kind more precisely.
    pub(crate) fn with_kind(mut self, kind: ErrorKind) -> Self {
        self.0.kind = kind;
        self
    }

    /// Names the model, unless one is named already.
    pub(crate) fn with_model(mut self, model: &'static str) -> Self {
        self.0.model.get_or_insert(model);
        self
    }

    /// Names the fields, unless some are named already.
    pub(crate) fn with_fields(mut self, fields: impl IntoIterator<Item = &'static str>) -> Self {
        if self.0.fields.is_empty() {
            self.0.fields.extend(fields);
        }
        self
    }

    /// Names the violated constraint, unless the database did. MySQL calls every primary key PRIMARY,
    /// which is not the name that we gave it.
    pub(crate) fn with_constraint(mut self, constraint: Option<impl fmt::Display>) -> Self {
        let known = &mut self.0.origin.constraint;
        if known.as_deref().is_none_or(|name| name == "PRIMARY") {
            *known = constraint.map(|name| name.to_string()).or(known.take());
        }
        self
    }

    /// Says at which ordinal of a row or of the binds the value stands.
    pub(crate) fn at(mut self, ordinal: usize) -> Self {
        self.0.origin.ordinal.get_or_insert(ordinal);
        self
    }

    /// Says where a value stands that was said to stand elsewhere.
    pub(crate) fn moved(mut self, to: impl FnOnce(usize) -> Option<usize>) -> Self {
        self.0.origin.ordinal = self.0.origin.ordinal.and_then(to);
        self
    }

    /// Returns our own words, which hold no value.
    pub(crate) fn message(&self) -> &str {
        &self.0.message
    }

    pub(crate) fn origin(&self) -> &Origin {
        &self.0.origin
    }

    /// Returns the kind.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the model's name, as in `User`, where one is known.
    #[must_use]
    pub fn model(&self) -> Option<&'static str> {
        self.0.model
    }

    /// Returns the fields' names, in the order of the constraint, where they are known.
    #[must_use]
    pub fn fields(&self) -> &[&'static str] {
        &self.0.fields
    }

    /// Returns the name of the violated constraint or index, where the database tells it.
    #[must_use]
    pub fn constraint(&self) -> Option<&str> {
        self.0.origin.constraint.as_deref()
    }

    /// Returns what the server said. It may contain values: never log it unasked.
    #[must_use]
    pub fn server_detail(&self) -> Option<&str> {
        self.0.detail.as_deref()
    }

    /// Tells whether a row that had to be there was missing.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.kind() == ErrorKind::NotFound
    }

    /// Tells whether several rows came where at most one was expected.
    #[must_use]
    pub fn is_too_many_rows(&self) -> bool {
        self.kind() == ErrorKind::TooManyRows
    }

    /// Tells whether a unique or primary key refused a duplicate.
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        self.kind() == ErrorKind::Unique
    }

    /// Tells whether a foreign key refused the statement: no parent, or children left.
    #[must_use]
    pub fn is_foreign_key_violation(&self) -> bool {
        self.kind() == ErrorKind::ForeignKey
    }

    /// Tells whether a required column was given NULL.
    #[must_use]
    pub fn is_not_null_violation(&self) -> bool {
        self.kind() == ErrorKind::NotNull
    }

    /// Tells whether a CHECK constraint refused the row.
    #[must_use]
    pub fn is_check_violation(&self) -> bool {
        self.kind() == ErrorKind::Check
    }

    /// Tells whether a deadline passed, be it the statement's or the pool's.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.kind(), ErrorKind::StatementTimeout | ErrorKind::PoolTimeout)
    }

    /// Tells whether the connection broke.
    #[must_use]
    pub fn is_connection_lost(&self) -> bool {
        self.kind() == ErrorKind::ConnectionLost
    }

    /// Tells whether the whole transaction may succeed when it is run again.
    ///
    /// Never true once the outcome of a commit is unknown.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self.kind() {
            ErrorKind::Serialization
            | ErrorKind::Deadlock
            | ErrorKind::LockTimeout
            | ErrorKind::Busy
            | ErrorKind::SchemaMismatch => true,
            ErrorKind::TxAborted => self.0.cause.as_ref().is_some_and(Self::is_retryable),
            _ => false,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        f.write_str(inner.kind.words())?;
        if let Some(model) = inner.model {
            write!(f, ": `{model}")?;
            if !inner.fields.is_empty() {
                write!(f, ".{}", inner.fields.join(", "))?;
            }
            f.write_str("`")?;
        }
        if let Some(constraint) = &inner.origin.constraint {
            write!(f, " (constraint `{constraint}`)")?;
        }
        if !inner.message.is_empty() {
            write!(f, ": {}", inner.message)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        let mut debug = f.debug_struct("Error");
        debug.field("kind", &inner.kind).field("message", &inner.message);
        if let Some(model) = inner.model {
            debug.field("model", &model).field("fields", &inner.fields);
        }
        if let Some(constraint) = &inner.origin.constraint {
            debug.field("constraint", constraint);
        }
        if let Some(cause) = &inner.cause {
            debug.field("cause", cause);
        }
        debug.finish_non_exhaustive()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.cause.as_ref().map(|cause| cause as &(dyn std::error::Error + 'static))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn display_and_debug_hide_what_the_server_said() {
        let error = Error::new(ErrorKind::Unique, "use another value")
            .with_model("User")
            .with_fields(["email"])
            .with_detail("Key (email)=(a@b.c) already exists");
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("a@b.c"), "{shown}");
        assert_eq!(error.to_string(), "value is not unique: `User.email`: use another value");
        assert_eq!(error.server_detail(), Some("Key (email)=(a@b.c) already exists"));
    }

    #[test]
    fn aborted_transaction_is_retryable_as_its_cause_is() {
        let deadlock = Error::new(ErrorKind::Deadlock, "");
        let aborted = |cause| Error::new(ErrorKind::TxAborted, "").with_cause(cause);
        assert!(aborted(deadlock).is_retryable());
        assert!(!aborted(Error::new(ErrorKind::Unique, "")).is_retryable());
    }
}
