//! What PostgreSQL's error codes mean.

use sqlx::postgres::PgDatabaseError;

use crate::backend::state::{Failure, Reach};
use crate::error::{ErrorKind, Origin};

pub(in crate::backend) fn failure(error: &PgDatabaseError) -> Failure {
    let origin = Origin {
        constraint: error.constraint().map(str::to_owned),
        table: error.table().map(str::to_owned),
        columns: error.column().map(str::to_owned).into_iter().collect(),
        ordinal: None,
    };
    // The routine says it in every language: "cached plan must not change result type".
    let stale_plan = error.routine() == Some("RevalidateCachedQuery") || error.code() == "26000";
    let judged = match stale_plan {
        true => (ErrorKind::SchemaMismatch, Reach::Statement),
        false => judge(error.code()),
    };
    let words = match error.detail() {
        Some(detail) => [error.message(), "; ", detail].concat(),
        None => error.message().to_owned(),
    };
    let mut failure = Failure::reported(judged, origin, &words);
    failure.stale_plan = stale_plan;
    failure
}

/// See the appendix "PostgreSQL Error Codes" of its manual.
fn judge(code: &str) -> (ErrorKind, Reach) {
    let kind = match code {
        "23505" => ErrorKind::Unique,
        "23503" | "23001" => ErrorKind::ForeignKey,
        "23502" => ErrorKind::NotNull,
        "23514" | "44000" => ErrorKind::Check,
        "23P01" => ErrorKind::Exclusion,
        "22001" => ErrorKind::TooLong,
        "22003" | "22008" => ErrorKind::OutOfRange,
        "40001" => ErrorKind::Serialization,
        "40P01" => ErrorKind::Deadlock,
        "55P03" => ErrorKind::LockTimeout,
        "57014" => ErrorKind::StatementTimeout,
        "25006" => ErrorKind::ReadOnly,
        "25P02" => ErrorKind::TxAborted,
        "3D000" => ErrorKind::Config,
        "42501" => ErrorKind::PermissionDenied,
        "42P01" | "42703" | "42704" | "42804" | "42883" | "3F000" => ErrorKind::SchemaMismatch,
        "57P01" | "57P02" | "57P03" | "25P03" | "53300" => {
            return (ErrorKind::ConnectionLost, Reach::Connection);
        }
        _ => return by_class(code),
    };
    (kind, Reach::Statement)
}

fn by_class(code: &str) -> (ErrorKind, Reach) {
    match code.get(..2) {
        Some("08") => (ErrorKind::ConnectionLost, Reach::Connection),
        Some("0A") => (ErrorKind::Unsupported, Reach::Statement),
        Some("22") => (ErrorKind::InvalidValue, Reach::Statement),
        Some("28") => (ErrorKind::PermissionDenied, Reach::Statement),
        Some("40") => (ErrorKind::Serialization, Reach::Statement),
        Some("54") => (ErrorKind::TooLong, Reach::Statement),
        _ => (ErrorKind::Other, Reach::Statement),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_their_kinds() {
        assert_eq!(judge("23505").0, ErrorKind::Unique);
        assert_eq!(judge("22P02").0, ErrorKind::InvalidValue);
        assert_eq!(judge("57P01"), (ErrorKind::ConnectionLost, Reach::Connection));
        assert_eq!(judge("").0, ErrorKind::Other);
        assert_eq!(judge("é").0, ErrorKind::Other);
    }
}
