use super::{each, fixtures::*};
use crate::dialect::{delete, select, update};
use crate::query::{BinaryOp, Columns, Delete, Expr, Order, Select, Step, Update};

fn path(steps: &[Step], column: &'static str) -> Expr {
    Expr::Path { steps: steps.to_vec(), column }
}

fn is(path: Expr, value: &str) -> Expr {
    Expr::binary(BinaryOp::Eq, path, words(value))
}

fn by(expr: Expr) -> Order {
    Order { expr, descending: false, nulls: None }
}

#[test]
fn tables_of_a_path_are_joined_once() {
    let role = || path(&[TO_ROLE], "name");
    let users = Select {
        filter: Some(is(role(), "x").or(equal("id", int(1)))),
        order_by: vec![by(role()), by(path(&[TO_ROLE], "id"))],
        ..Select::all(&USERS)
    };
    insta::assert_snapshot!(each(|dialect| select(dialect, &users)), @r#"
    SQLite: SELECT `users`.`id`, `users`.`username`, `users`.`age`, `users`.`role_id`, `users`.`boss_id` FROM `users` LEFT JOIN `roles` AS `t1` ON `t1`.`id` = `users`.`role_id` WHERE `t1`.`name` = ? OR `users`.`id` = ? ORDER BY `t1`.`name`, `t1`.`id`
        -- "x", 1
    PostgreSQL: SELECT "users"."id", "users"."username", "users"."age", "users"."role_id", "users"."boss_id" FROM "users" LEFT JOIN "roles" AS "t1" ON "t1"."id" = "users"."role_id" WHERE "t1"."name" = $1 OR "users"."id" = $2 ORDER BY "t1"."name" NULLS FIRST, "t1"."id" NULLS FIRST
        -- "x", 1
    MySQL: SELECT `users`.`id`, `users`.`username`, `users`.`age`, `users`.`role_id`, `users`.`boss_id` FROM `users` LEFT JOIN `roles` AS `t1` ON `t1`.`id` = `users`.`role_id` WHERE `t1`.`name` = ? OR `users`.`id` = ? ORDER BY `t1`.`name`, `t1`.`id`
        -- "x", 1
    "#);
    let count = Select { columns: Columns::Count, ..users.clone() };
    insta::assert_snapshot!(each(|dialect| select(dialect, &count)), @r#"
    SQLite: SELECT COUNT(*) FROM `users` LEFT JOIN `roles` AS `t1` ON `t1`.`id` = `users`.`role_id` WHERE `t1`.`name` = ? OR `users`.`id` = ?
        -- "x", 1
    PostgreSQL: SELECT COUNT(*) FROM "users" LEFT JOIN "roles" AS "t1" ON "t1"."id" = "users"."role_id" WHERE "t1"."name" = $1 OR "users"."id" = $2
        -- "x", 1
    MySQL: SELECT COUNT(*) FROM `users` LEFT JOIN `roles` AS `t1` ON `t1`.`id` = `users`.`role_id` WHERE `t1`.`name` = ? OR `users`.`id` = ?
        -- "x", 1
    "#);
    // The order does not matter to whether there is a row, so nothing is joined for it.
    let exists = Select { columns: Columns::Exists, filter: None, ..users };
    insta::assert_snapshot!(each(|dialect| select(dialect, &exists)), @r#"
    SQLite: SELECT EXISTS (SELECT 1 FROM `users`)
    PostgreSQL: SELECT EXISTS (SELECT 1 FROM "users")
    MySQL: SELECT EXISTS (SELECT 1 FROM `users`)
    "#);
}

#[test]
fn required_relations_are_inner_joins_up_to_the_first_optional_one() {
    let members = Select {
        filter: Some(is(path(&[OF_MEMBER, TO_ROLE], "name"), "x")),
        order_by: vec![
            by(path(&[OF_MEMBER], "username")),
            by(path(&[OF_MEMBER, TO_BOSS], "username")),
        ],
        ..Select::all(&MEMBERS)
    };
    insta::assert_snapshot!(each(|dialect| select(dialect, &members)), @r#"
    SQLite: SELECT `members`.`user_id`, `members`.`role_id`, `members`.`since` FROM `members` JOIN `users` AS `t1` ON `t1`.`id` = `members`.`user_id` LEFT JOIN `roles` AS `t2` ON `t2`.`id` = `t1`.`role_id` LEFT JOIN `users` AS `t3` ON `t3`.`id` = `t1`.`boss_id` WHERE `t2`.`name` = ? ORDER BY `t1`.`username`, `t3`.`username`
        -- "x"
    PostgreSQL: SELECT "members"."user_id", "members"."role_id", "members"."since" FROM "members" JOIN "users" AS "t1" ON "t1"."id" = "members"."user_id" LEFT JOIN "roles" AS "t2" ON "t2"."id" = "t1"."role_id" LEFT JOIN "users" AS "t3" ON "t3"."id" = "t1"."boss_id" WHERE "t2"."name" = $1 ORDER BY "t1"."username", "t3"."username" NULLS FIRST
        -- "x"
    MySQL: SELECT `members`.`user_id`, `members`.`role_id`, `members`.`since` FROM `members` JOIN `users` AS `t1` ON `t1`.`id` = `members`.`user_id` LEFT JOIN `roles` AS `t2` ON `t2`.`id` = `t1`.`role_id` LEFT JOIN `users` AS `t3` ON `t3`.`id` = `t1`.`boss_id` WHERE `t2`.`name` = ? ORDER BY `t1`.`username`, `t3`.`username`
        -- "x"
    "#);
}

#[test]
fn paths_within_subqueries_are_joined_there() {
    let filter =
        has(STAFF, is(path(&[TO_ROLE], "name"), "x")).and(is(path(&[TO_BOSS], "username"), "y"));
    let users = Select { filter: Some(filter), ..Select::all(&USERS) };
    insta::assert_snapshot!(each(|dialect| select(dialect, &users)), @r#"
    SQLite: SELECT `users`.`id`, `users`.`username`, `users`.`age`, `users`.`role_id`, `users`.`boss_id` FROM `users` LEFT JOIN `users` AS `t1` ON `t1`.`id` = `users`.`boss_id` WHERE EXISTS (SELECT 1 FROM `users` AS `t2` LEFT JOIN `roles` AS `t3` ON `t3`.`id` = `t2`.`role_id` WHERE `t2`.`boss_id` = `users`.`id` AND `t3`.`name` = ?) AND `t1`.`username` = ?
        -- "x", "y"
    PostgreSQL: SELECT "users"."id", "users"."username", "users"."age", "users"."role_id", "users"."boss_id" FROM "users" LEFT JOIN "users" AS "t1" ON "t1"."id" = "users"."boss_id" WHERE EXISTS (SELECT 1 FROM "users" AS "t2" LEFT JOIN "roles" AS "t3" ON "t3"."id" = "t2"."role_id" WHERE "t2"."boss_id" = "users"."id" AND "t3"."name" = $1) AND "t1"."username" = $2
        -- "x", "y"
    MySQL: SELECT `users`.`id`, `users`.`username`, `users`.`age`, `users`.`role_id`, `users`.`boss_id` FROM `users` LEFT JOIN `users` AS `t1` ON `t1`.`id` = `users`.`boss_id` WHERE EXISTS (SELECT 1 FROM `users` AS `t2` LEFT JOIN `roles` AS `t3` ON `t3`.`id` = `t2`.`role_id` WHERE `t2`.`boss_id` = `users`.`id` AND `t3`.`name` = ?) AND `t1`.`username` = ?
        -- "x", "y"
    "#);
}

#[test]
fn changes_read_paths_in_subqueries() {
    let filter = || Some(is(path(&[TO_ROLE], "name"), "x"));
    let gone = Delete { table: &USERS, filter: filter() };
    insta::assert_snapshot!(each(|dialect| delete(dialect, &gone)), @r#"
    SQLite: DELETE FROM `users` WHERE (SELECT `t1`.`name` FROM `roles` AS `t1` WHERE `t1`.`id` = `users`.`role_id`) = ?
        -- "x"
    PostgreSQL: DELETE FROM "users" WHERE (SELECT "t1"."name" FROM "roles" AS "t1" WHERE "t1"."id" = "users"."role_id") = $1
        -- "x"
    MySQL: DELETE FROM `users` WHERE (SELECT `t1`.`name` FROM `roles` AS `t1` WHERE `t1`.`id` = `users`.`role_id`) = ?
        -- "x"
    "#);
    let set = vec![("username", path(&[TO_ROLE], "name"))];
    let named = Update { table: &USERS, set, filter: filter() };
    insta::assert_snapshot!(each(|dialect| update(dialect, &named)), @r#"
    SQLite: UPDATE `users` SET `username` = (SELECT `t1`.`name` FROM `roles` AS `t1` WHERE `t1`.`id` = `users`.`role_id`) WHERE (SELECT `t1`.`name` FROM `roles` AS `t1` WHERE `t1`.`id` = `users`.`role_id`) = ?
        -- "x"
    PostgreSQL: UPDATE "users" SET "username" = (SELECT "t1"."name" FROM "roles" AS "t1" WHERE "t1"."id" = "users"."role_id") WHERE (SELECT "t1"."name" FROM "roles" AS "t1" WHERE "t1"."id" = "users"."role_id") = $1
        -- "x"
    MySQL: UPDATE `users` SET `username` = (SELECT `t1`.`name` FROM `roles` AS `t1` WHERE `t1`.`id` = `users`.`role_id`) WHERE (SELECT `t1`.`name` FROM `roles` AS `t1` WHERE `t1`.`id` = `users`.`role_id`) = ?
        -- "x"
    "#);
    // MySQL reads no table that it changes.
    let led = Delete { table: &USERS, filter: Some(is(path(&[TO_BOSS, TO_ROLE], "name"), "x")) };
    insta::assert_snapshot!(each(|dialect| delete(dialect, &led)), @r#"
    SQLite: DELETE FROM `users` WHERE (SELECT `t2`.`name` FROM `users` AS `t1` JOIN `roles` AS `t2` ON `t2`.`id` = `t1`.`role_id` WHERE `t1`.`id` = `users`.`boss_id`) = ?
        -- "x"
    PostgreSQL: DELETE FROM "users" WHERE (SELECT "t2"."name" FROM "users" AS "t1" JOIN "roles" AS "t2" ON "t2"."id" = "t1"."role_id" WHERE "t1"."id" = "users"."boss_id") = $1
        -- "x"
    MySQL: DELETE FROM `users` WHERE `id` IN (SELECT `id` FROM (SELECT `id` FROM `users` WHERE (SELECT `t2`.`name` FROM `users` AS `t1` JOIN `roles` AS `t2` ON `t2`.`id` = `t1`.`role_id` WHERE `t1`.`id` = `users`.`boss_id`) = ? LIMIT 18446744073709551615) AS `found`)
        -- "x"
    "#);
}
