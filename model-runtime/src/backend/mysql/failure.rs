//! What the error numbers of MySQL and MariaDB mean.

use sqlx::mysql::MySqlDatabaseError;

use crate::backend::state::{Failure, Reach};
use crate::error::{ErrorKind, Origin};

pub(in crate::backend) fn failure(error: &MySqlDatabaseError) -> Failure {
    let judged = judge(error.number(), error.code().unwrap_or_default());
    Failure::reported(judged, origin(error.number(), error.message()), error.message())
}

/// See the "Server Error Message Reference" of MySQL and the "Error Codes" of MariaDB.
fn judge(number: u16, state: &str) -> (ErrorKind, Reach) {
    let kind = match number {
        1022 | 1062 | 1169 | 1586 | 1859 => ErrorKind::Unique,
        1216 | 1217 | 1451 | 1452 | 1830 | 1834 => ErrorKind::ForeignKey,
        1048 | 1364 => ErrorKind::NotNull,
        3819 => ErrorKind::Check,
        // MySQL uses the number for something else.
        4025 if state == "23000" => ErrorKind::Check,
        1406 => ErrorKind::TooLong,
        1264 | 1441 | 1690 => ErrorKind::OutOfRange,
        1292 | 1366 | 1367 | 1411 | 1525 | 3140 | 4078 => ErrorKind::InvalidValue,
        1142 | 1143 | 1044 | 1045 | 1227 | 1370 | 1698 => ErrorKind::PermissionDenied,
        1049 => ErrorKind::Config,
        1054 | 1146 | 1136 | 1615 => ErrorKind::SchemaMismatch,
        1235 => ErrorKind::Unsupported,
        1290 | 1792 | 1836 => ErrorKind::ReadOnly,
        1317 | 1969 | 3024 => ErrorKind::StatementTimeout,
        3572 => ErrorKind::LockTimeout,
        _ => return far_reaching(number),
    };
    (kind, Reach::Statement)
}

/// A deadlock rolls the whole transaction back, which the driver does not notice; after the others it
/// may have been, by the server's settings.
fn far_reaching(number: u16) -> (ErrorKind, Reach) {
    match number {
        1213 => (ErrorKind::Deadlock, Reach::Transaction),
        1205 => (ErrorKind::LockTimeout, Reach::Transaction),
        1020 => (ErrorKind::Serialization, Reach::Transaction),
        1114 | 1180 => (ErrorKind::Other, Reach::Transaction),
        1153 => (ErrorKind::TooLong, Reach::Connection),
        1040 | 1053 | 1077 | 1079 | 1080 | 1203 | 1226 | 1927 | 4031 => {
            (ErrorKind::ConnectionLost, Reach::Connection)
        }
        _ => (ErrorKind::Other, Reach::Statement),
    }
}

/// Finds the name in the message: the server tells it nowhere else.
fn origin(number: u16, message: &str) -> Origin {
    match number {
        1062 | 1586 => key(message),
        1048 | 1364 | 1264 | 1406 => quoted(message, '\'').map(column).unwrap_or_default(),
        1216 | 1217 | 1451 | 1452 => foreign_key(message),
        3819 | 4025 => check(message),
        _ => Origin::default(),
    }
}

/// "Duplicate entry 'a for key 'x'' for key 'users.uq_users_email'": the value may hold anything, so
/// the name is what comes last. MariaDB leaves the table out.
fn key(message: &str) -> Origin {
    let Some((_, name)) = message.rsplit_once(" for key '") else { return Origin::default() };
    let name = name.strip_suffix('\'').unwrap_or(name);
    let (table, name) = match name.split_once('.') {
        Some((table, name)) => (Some(table.to_owned()), name),
        None => (None, name),
    };
    Origin { constraint: Some(name.to_owned()), table, ..Origin::default() }
}

fn column(name: &str) -> Origin {
    Origin { columns: vec![name.to_owned()], ..Origin::default() }
}

/// "… fails (`db`.`users`, CONSTRAINT `fk_users_role_id` FOREIGN KEY (`role_id`) REFERENCES …".
fn foreign_key(message: &str) -> Origin {
    let Some((before, after)) = message.split_once(", CONSTRAINT ") else {
        return Origin::default();
    };
    let table = before.rsplit_once(".`").and_then(|(_, table)| table.strip_suffix('`'));
    let columns = after.split_once("FOREIGN KEY (").and_then(|(_, rest)| rest.split_once(')'));
    Origin {
        constraint: quoted(after, '`').map(str::to_owned),
        table: table.map(str::to_owned),
        columns: columns.map(|(list, _)| names(list)).unwrap_or_default(),
        ordinal: None,
    }
}

fn names(list: &str) -> Vec<String> {
    list.split(", ").map(|name| name.trim_matches('`').to_owned()).collect()
}

/// "CONSTRAINT `ck` failed for `db`.`users`" on MariaDB, "Check constraint 'ck' is violated." on MySQL.
fn check(message: &str) -> Origin {
    let table = message.rsplit_once("`.`").and_then(|(_, table)| table.strip_suffix('`'));
    let constraint = quoted(message, '`').or_else(|| quoted(message, '\''));
    Origin {
        constraint: constraint.map(str::to_owned),
        table: table.map(str::to_owned),
        ..Origin::default()
    }
}

/// Returns what stands between the first two quotes.
fn quoted(message: &str, quote: char) -> Option<&str> {
    message.split(quote).nth(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_keys_columns_and_constraints() {
        let mariadb = origin(1062, "Duplicate entry 'a' for key 'b' for key 'uq_users_name'");
        assert_eq!(mariadb.constraint.as_deref(), Some("uq_users_name"));
        let mysql = origin(1062, "Duplicate entry 'a' for key 'users.uq_users_name'");
        assert_eq!(mysql.constraint.as_deref(), Some("uq_users_name"));
        assert_eq!(mysql.table.as_deref(), Some("users"));
        assert_eq!(origin(1048, "Column 'name' cannot be null").columns, ["name"]);
        assert_eq!(origin(1364, "Field 'name' doesn't have a default value").columns, ["name"]);
    }

    #[test]
    fn foreign_keys_and_checks_are_named() {
        let key = origin(
            1452,
            "Cannot add or update a child row: a foreign key constraint fails (`test`.`users`, \
             CONSTRAINT `fk_a` FOREIGN KEY (`role_id`, `x`) REFERENCES `roles` (`id`))",
        );
        assert_eq!(key.constraint.as_deref(), Some("fk_a"));
        assert_eq!(key.table.as_deref(), Some("users"));
        assert_eq!(key.columns, ["role_id", "x"]);
        let check = origin(4025, "CONSTRAINT `ck_age` failed for `test`.`users`");
        assert_eq!(check.constraint.as_deref(), Some("ck_age"));
        assert_eq!(check.table.as_deref(), Some("users"));
        let mysql = origin(3819, "Check constraint 'ck_age' is violated.");
        assert_eq!(mysql.constraint.as_deref(), Some("ck_age"));
    }

    #[test]
    fn deadlock_ends_the_transaction() {
        assert_eq!(judge(1213, "40001"), (ErrorKind::Deadlock, Reach::Transaction));
        assert_eq!(judge(4025, "HY000").0, ErrorKind::Other);
    }
}
