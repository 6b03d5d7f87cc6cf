use super::{each, fixtures::*};
use crate::dialect::{Dialect, insert};
use crate::query::{Insert, InsertRows};
use crate::schema::TableDef;

fn shown(table: &'static TableDef, columns: &[usize], rows: InsertRows, returning: bool) -> String {
    let insert_ = Insert { table, columns, rows, returning };
    each(|dialect| insert(dialect, &insert_))
}

#[test]
fn rows_of_values() {
    insta::assert_snapshot!(shown(&USERS, &[1, 3], InsertRows::Values(1), true), @r#"
    SQLite: INSERT INTO `users` (`username`, `role_id`) VALUES (?, ?) RETURNING `id`, `username`, `age`, `role_id`, `boss_id`
    PostgreSQL: INSERT INTO "users" ("username", "role_id") VALUES ($1, $2) RETURNING "id", "username", "age", "role_id", "boss_id"
    MySQL: INSERT INTO `users` (`username`, `role_id`) VALUES (?, ?) RETURNING `id`, `username`, `age`, `role_id`, `boss_id`
    "#);
    insta::assert_snapshot!(shown(&USERS, &[1, 2], InsertRows::Values(3), false), @r#"
    SQLite: INSERT INTO `users` (`username`, `age`) VALUES (?, ?), (?, ?), (?, ?)
    PostgreSQL: INSERT INTO "users" ("username", "age") VALUES ($1, $2), ($3, $4), ($5, $6)
    MySQL: INSERT INTO `users` (`username`, `age`) VALUES (?, ?), (?, ?), (?, ?)
    "#);
}

#[test]
fn rows_of_arrays() {
    insta::assert_snapshot!(shown(&USERS, &[1, 2, 3], InsertRows::Arrays, true), @r#"
    SQLite: INSERT INTO `users` RETURNING `id`, `username`, `age`, `role_id`, `boss_id`
        !! not supported: `User`: the database knows no arrays; give rows of values
    PostgreSQL: INSERT INTO "users" ("username", "age", "role_id") SELECT "c0", "c1", "c2" FROM UNNEST(CAST($1 AS TEXT[]), CAST($2 AS BIGINT[]), CAST($3 AS BIGINT[])) WITH ORDINALITY AS "given" ("c0", "c1", "c2", "n") ORDER BY "n" RETURNING "id", "username", "age", "role_id", "boss_id"
    MySQL: INSERT INTO `users` RETURNING `id`, `username`, `age`, `role_id`, `boss_id`
        !! not supported: `User`: the database knows no arrays; give rows of values
    "#);
    insta::assert_snapshot!(shown(&USERS, &[], InsertRows::Arrays, false), @r#"
    SQLite: INSERT INTO `users`
        !! not supported: `User`: arrays of no columns do not tell how many rows they are
    PostgreSQL: INSERT INTO "users"
        !! not supported: `User`: arrays of no columns do not tell how many rows they are
    MySQL: INSERT INTO `users`
        !! not supported: `User`: arrays of no columns do not tell how many rows they are
    "#);
}

#[test]
fn rows_of_defaults() {
    insta::assert_snapshot!(shown(&ROLES, &[], InsertRows::Values(1), true), @r#"
    SQLite: INSERT INTO `roles` DEFAULT VALUES RETURNING `id`, `name`
    PostgreSQL: INSERT INTO "roles" DEFAULT VALUES RETURNING "id", "name"
    MySQL: INSERT INTO `roles` () VALUES () RETURNING `id`, `name`
    "#);
    insta::assert_snapshot!(shown(&ROLES, &[], InsertRows::Values(2), false), @r#"
    SQLite: INSERT INTO `roles` (`id`) VALUES (NULL), (NULL)
    PostgreSQL: INSERT INTO "roles" ("id") VALUES (DEFAULT), (DEFAULT)
    MySQL: INSERT INTO `roles` () VALUES (), ()
    "#);
    insta::assert_snapshot!(shown(&MEMBERS, &[], InsertRows::Values(2), false), @r#"
    SQLite: INSERT INTO `members`
        !! not supported: `Member`: several rows of defaults at once are not supported; insert singly
    PostgreSQL: INSERT INTO "members" ("user_id") VALUES (DEFAULT), (DEFAULT)
    MySQL: INSERT INTO `members` () VALUES (), ()
    "#);
}

#[test]
fn inserts_know_the_limit_of_binds() {
    for dialect in Dialect::ALL {
        let limit = dialect.capabilities().max_binds;
        let rows = |rows| Insert {
            table: &ROLES,
            columns: &[1],
            rows: InsertRows::Values(rows),
            returning: false,
        };
        assert!(insert(dialect, &rows(limit)).refusal().is_none());
        assert!(insert(dialect, &rows(limit + 1)).refusal().is_some());
        assert!(insert(dialect, &rows(0)).refusal().is_some());
    }
}
