//! From the drivers' errors to ours: the part that is the same for all databases.

use crate::backend::state::{Failure, Reach};
use crate::backend::url::Target;
use crate::error::{Error, ErrorKind, Origin};

/// Translates what a statement met.
pub(super) fn classify(error: sqlx::Error) -> Failure {
    match error {
        sqlx::Error::Database(error) => from_database(&*error),
        sqlx::Error::Io(error) => {
            lost("the connection broke while a statement was under way").told(error.to_string())
        }
        sqlx::Error::Tls(error) => {
            lost("the encryption of the connection failed").told(error.to_string())
        }
        sqlx::Error::Protocol(detail) => {
            lost("the driver did not understand the server").told(detail)
        }
        sqlx::Error::WorkerCrashed => lost("the driver's thread of this connection ended"),
        sqlx::Error::Encode(error) => before_sending(
            ErrorKind::InvalidValue,
            "a value of the statement can not be sent",
            error.to_string(),
        ),
        sqlx::Error::InvalidArgument(detail) => {
            before_sending(ErrorKind::InvalidValue, "the driver refused the statement", detail)
        }
        error => {
            let told = error.to_string();
            Failure::new(
                Error::new(ErrorKind::Other, "the driver refused the statement"),
                Reach::Statement,
            )
            .told(told)
        }
    }
}

/// What the server reports, judged by the driver that knows it.
fn from_database(error: &dyn sqlx::error::DatabaseError) -> Failure {
    #[cfg(feature = "sqlite")]
    if let Some(error) = error.try_downcast_ref::<sqlx::sqlite::SqliteError>() {
        return super::sqlite::failure(error);
    }
    #[cfg(feature = "postgres")]
    if let Some(error) = error.try_downcast_ref::<sqlx::postgres::PgDatabaseError>() {
        return super::postgres::failure(error);
    }
    #[cfg(feature = "mysql")]
    if let Some(error) = error.try_downcast_ref::<sqlx::mysql::MySqlDatabaseError>() {
        return super::mysql::failure(error);
    }
    Failure::new(Error::new(ErrorKind::Other, ""), Reach::Statement)
        .told(error.message().to_owned())
}

fn lost(message: &'static str) -> Failure {
    Failure::new(Error::new(ErrorKind::ConnectionLost, message), Reach::Connection)
}

fn before_sending(kind: ErrorKind, message: &'static str, detail: String) -> Failure {
    Failure::new(Error::new(kind, message), Reach::Statement).told(detail)
}

impl Failure {
    /// Makes a failure of what a server said: a kind, a reach, what is concerned, and its words.
    #[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
    pub(super) fn reported((kind, reach): (ErrorKind, Reach), origin: Origin, words: &str) -> Self {
        Self::new(Error::new(kind, remedy(kind)).with_origin(origin), reach).told(words.to_owned())
    }

    fn told(mut self, words: String) -> Self {
        self.error = self.error.with_detail(words);
        self
    }
}

/// What to do about an error, where one sentence can say it.
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
fn remedy(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Serialization | ErrorKind::Deadlock => "run the whole transaction again",
        ErrorKind::LockTimeout => "another transaction holds the row or table; try again",
        ErrorKind::Busy => "another connection is writing; try again",
        ErrorKind::StatementTimeout => "the database stopped the statement, which took too long",
        ErrorKind::ConnectionLost => "the server closed the connection; try again",
        ErrorKind::SchemaMismatch => {
            "a table, column or type is not as the statement expects; migrate"
        }
        ErrorKind::PermissionDenied => "grant it to the user of the URL",
        _ => "",
    }
}

/// Why a connection could not be made, and whether trying again may help.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) error: Error,
    pub(super) retry: Retry,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Retry {
    Never,
    /// Nobody listens there: the server restarts, or was never started.
    Unreachable,
    /// The server is there but can not take a connection now.
    Busy,
}

impl Refusal {
    /// An error that stays the same however often it is tried.
    pub(super) fn of(error: Error) -> Self {
        Self { error, retry: Retry::Never }
    }

    /// Translates what the driver met when it connected.
    pub(super) fn from_driver(target: &Target, error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Io(error) => Self {
                error: unreachable(target).with_detail(error.to_string()),
                retry: Retry::Unreachable,
            },
            sqlx::Error::Configuration(_) => Self::of(unreadable()),
            sqlx::Error::Tls(error) => Self::of(
                Error::new(
                    ErrorKind::ConnectionLost,
                    format!(
                        "`{target}` and this program agree on no encryption; add the feature \
                         `tls-rustls` or `tls-native`, or choose another `sslmode` in the URL"
                    ),
                )
                .with_detail(error.to_string()),
            ),
            error => Self::from_server(target, classify(error)),
        }
    }

    fn from_server(target: &Target, failure: Failure) -> Self {
        let detail = failure.error.server_detail().unwrap_or_default().to_owned();
        let (kind, retry, problem) = match failure.error.kind() {
            ErrorKind::PermissionDenied => {
                (ErrorKind::PermissionDenied, Retry::Never, "refused user or password")
            }
            ErrorKind::Config => {
                (ErrorKind::Config, Retry::Never, "has no such database; create it")
            }
            ErrorKind::Busy => (ErrorKind::Busy, Retry::Busy, "is locked"),
            ErrorKind::ConnectionLost => {
                (ErrorKind::ConnectionLost, Retry::Busy, "takes no connection at the moment")
            }
            kind => (kind, Retry::Never, "refused the connection"),
        };
        Self { error: Error::new(kind, format!("`{target}` {problem}")).with_detail(detail), retry }
    }
}

fn unreachable(target: &Target) -> Error {
    Error::new(
        ErrorKind::ConnectionLost,
        format!("nothing answers at `{target}`; is the server running, are host and port right?"),
    )
}

/// The driver's own message may repeat the URL, so it is not passed on.
pub(super) fn unreadable() -> Error {
    Error::new(
        ErrorKind::Config,
        "the URL can not be understood; percent-encode special characters of user and password",
    )
}
