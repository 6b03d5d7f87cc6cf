//! What SQLite's error codes mean.

use sqlx::error::DatabaseError as _;
use sqlx::sqlite::SqliteError;

use crate::backend::state::{Failure, Reach};
use crate::error::{ErrorKind, Origin};

pub(in crate::backend) fn failure(error: &SqliteError) -> Failure {
    let code = error.code().and_then(|code| code.parse().ok()).unwrap_or(1);
    let message = error.message();
    let mut origin = origin(message);
    if code == RESTRICTED {
        // The rows of another table are in the way, which is not named.
        origin.table = Some(String::new());
    }
    Failure::reported(judge(code, message), origin, message)
}

/// What a trigger refuses, and RESTRICT.
const RESTRICTED: i32 = 1811;

/// See <https://sqlite.org/rescode.html>.
fn judge(code: i32, message: &str) -> (ErrorKind, Reach) {
    match code {
        787 => (ErrorKind::ForeignKey, Reach::Statement),
        RESTRICTED if message.starts_with("FOREIGN KEY") => {
            (ErrorKind::ForeignKey, Reach::Statement)
        }
        1555 | 2067 | 2579 => (ErrorKind::Unique, Reach::Statement),
        1299 => (ErrorKind::NotNull, Reach::Statement),
        275 | RESTRICTED => (ErrorKind::Check, Reach::Statement),
        3091 => (ErrorKind::InvalidValue, Reach::Statement),
        _ => by_class(code & 0xff, message),
    }
}

fn by_class(class: i32, message: &str) -> (ErrorKind, Reach) {
    match class {
        1 => (by_message(message), Reach::Statement),
        3 | 23 => (ErrorKind::PermissionDenied, Reach::Statement),
        5 | 6 => (ErrorKind::Busy, Reach::Statement),
        8 => (ErrorKind::ReadOnly, Reach::Statement),
        9 => (ErrorKind::StatementTimeout, Reach::Transaction),
        // No memory, an I/O error, a full disk: SQLite may have rolled back by itself.
        7 | 10 | 13 => (ErrorKind::Other, Reach::Transaction),
        11 | 26 => (ErrorKind::Other, Reach::Connection),
        14 => (ErrorKind::ConnectionLost, Reach::Connection),
        17 => (ErrorKind::SchemaMismatch, Reach::Statement),
        18 => (ErrorKind::TooLong, Reach::Statement),
        20 => (ErrorKind::InvalidValue, Reach::Statement),
        _ => (ErrorKind::Other, Reach::Statement),
    }
}

/// The general error has no code of its own for what is meant.
fn by_message(message: &str) -> ErrorKind {
    let missing = message.starts_with("no such table")
        || message.starts_with("no such column")
        || message.contains("has no column named");
    if missing {
        ErrorKind::SchemaMismatch
    } else if message.contains("too many SQL variables") || message.contains("too large") {
        ErrorKind::TooLong
    } else if message.contains("integer overflow") {
        ErrorKind::OutOfRange
    } else {
        ErrorKind::Other
    }
}

/// Reads "UNIQUE constraint failed: users.a, users.b", "CHECK constraint failed: ck_users_age", and
/// "index 'ix_users_name'", which stands for the columns of an index on expressions.
fn origin(message: &str) -> Origin {
    let Some((what, named)) = message.split_once(" constraint failed: ") else {
        return Origin::default();
    };
    match what {
        "UNIQUE" | "NOT NULL" => columns(named),
        "CHECK" => Origin { constraint: Some(named.to_owned()), ..Origin::default() },
        _ => Origin::default(),
    }
}

fn columns(named: &str) -> Origin {
    if let Some(index) = named.strip_prefix("index '").and_then(|rest| rest.strip_suffix('\'')) {
        return Origin { constraint: Some(index.to_owned()), ..Origin::default() };
    }
    let mut origin = Origin::default();
    for (table, column) in named.split(", ").filter_map(|name| name.split_once('.')) {
        origin.table = Some(table.to_owned());
        origin.columns.push(column.to_owned());
    }
    origin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_columns_and_constraints() {
        let unique = origin("UNIQUE constraint failed: users.username, users.x");
        assert_eq!(unique.table.as_deref(), Some("users"));
        assert_eq!(unique.columns, ["username", "x"]);
        assert_eq!(origin("NOT NULL constraint failed: users.name").columns, ["name"]);
        let check = origin("CHECK constraint failed: ck_users_age");
        assert_eq!(check.constraint.as_deref(), Some("ck_users_age"));
        let index = origin("UNIQUE constraint failed: index 'ix_users_name'");
        assert_eq!(index.constraint.as_deref(), Some("ix_users_name"));
        assert_eq!(origin("FOREIGN KEY constraint failed"), Origin::default());
    }

    #[test]
    fn restricted_delete_is_told_from_a_trigger() {
        assert_eq!(judge(1811, "FOREIGN KEY constraint failed").0, ErrorKind::ForeignKey);
        assert_eq!(judge(1811, "no").0, ErrorKind::Check);
    }

    #[test]
    fn full_disk_ends_the_transaction() {
        assert_eq!(judge(13, ""), (ErrorKind::Other, Reach::Transaction));
        assert_eq!(judge(266, "").1, Reach::Transaction);
        assert_eq!(judge(517, ""), (ErrorKind::Busy, Reach::Statement));
    }
}
