use super::{each, fixtures::*};
use crate::dialect::{delete, update};
use crate::query::{BinaryOp, Delete, Expr, Update};
use crate::schema::TableDef;
use crate::value::{SqlType, Value};

fn shown(set: Vec<(&'static str, Expr)>, filter: Option<Expr>) -> String {
    let update_ = Update { table: &USERS, set, filter };
    each(|dialect| update(dialect, &update_))
}

fn older() -> Expr {
    Expr::binary(BinaryOp::Add, Expr::Column("age"), Expr::Value(Value::Int(1, SqlType::U32)))
}

#[test]
fn updates() {
    insta::assert_snapshot!(shown(
        vec![
            ("username", words("x")),
            ("age", older()),
            ("role_id", Expr::Value(Value::Null(SqlType::I64))),
        ],
        Some(equal("id", int(1))),
    ), @r#"
    SQLite: UPDATE `users` SET `username` = ?, `age` = `age` + ?, `role_id` = ? WHERE `id` = ?
        -- "x", 1, Null(I64), 1
    PostgreSQL: UPDATE "users" SET "username" = $1, "age" = "age" + CAST($2 AS BIGINT), "role_id" = $3 WHERE "id" = $4
        -- "x", 1, Null(I64), 1
    MySQL: UPDATE `users` SET `username` = ?, `age` = `age` + ?, `role_id` = ? WHERE `id` = ?
        -- "x", 1, Null(I64), 1
    "#);
}

#[test]
fn assignments_see_the_row_as_it_was() {
    insta::assert_snapshot!(shown(
        vec![("age", older()), ("role_id", Expr::Column("age"))],
        None,
    ), @r#"
    SQLite: UPDATE `users` SET `age` = `age` + ?, `role_id` = `age`
        -- 1
    PostgreSQL: UPDATE "users" SET "age" = "age" + CAST($1 AS BIGINT), "role_id" = "age"
        -- 1
    MySQL: UPDATE `users` SET `role_id` = `age`, `age` = `age` + ?
        -- 1
    "#);
    insta::assert_snapshot!(shown(
        vec![("boss_id", Expr::Column("role_id")), ("role_id", Expr::Column("boss_id"))],
        None,
    ), @r#"
    SQLite: UPDATE `users` SET `boss_id` = `role_id`, `role_id` = `boss_id`
    PostgreSQL: UPDATE "users" SET "boss_id" = "role_id", "role_id" = "boss_id"
    MySQL: UPDATE `users`
        !! not supported: `User`: MySQL assigns one column after the other, so columns cannot be set from each other
    "#);
}

#[test]
fn update_without_columns_is_refused() {
    insta::assert_snapshot!(shown(vec![], None), @r#"
    SQLite: UPDATE `users`
        !! not supported: `User`: an update sets no column; give it at least one
    PostgreSQL: UPDATE "users"
        !! not supported: `User`: an update sets no column; give it at least one
    MySQL: UPDATE `users`
        !! not supported: `User`: an update sets no column; give it at least one
    "#);
}

#[test]
fn rows_are_found_first_where_the_own_table_is_asked() {
    let filter = || Some(has(BOSS, equal("age", int(1))));
    insta::assert_snapshot!(shown(vec![("age", int(2))], filter()), @r#"
    SQLite: UPDATE `users` SET `age` = ? WHERE EXISTS (SELECT 1 FROM `users` AS `t1` WHERE `t1`.`id` = `users`.`boss_id` AND `t1`.`age` = ?)
        -- 2, 1
    PostgreSQL: UPDATE "users" SET "age" = $1 WHERE EXISTS (SELECT 1 FROM "users" AS "t1" WHERE "t1"."id" = "users"."boss_id" AND "t1"."age" = $2)
        -- 2, 1
    MySQL: UPDATE `users` SET `age` = ? WHERE `id` IN (SELECT `id` FROM (SELECT `id` FROM `users` WHERE EXISTS (SELECT 1 FROM `users` AS `t1` WHERE `t1`.`id` = `users`.`boss_id` AND `t1`.`age` = ?) LIMIT 18446744073709551615) AS `found`)
        -- 2, 1
    "#);
    let delete_ = Delete { table: &USERS, filter: filter() };
    insta::assert_snapshot!(each(|dialect| delete(dialect, &delete_)), @r#"
    SQLite: DELETE FROM `users` WHERE EXISTS (SELECT 1 FROM `users` AS `t1` WHERE `t1`.`id` = `users`.`boss_id` AND `t1`.`age` = ?)
        -- 1
    PostgreSQL: DELETE FROM "users" WHERE EXISTS (SELECT 1 FROM "users" AS "t1" WHERE "t1"."id" = "users"."boss_id" AND "t1"."age" = $1)
        -- 1
    MySQL: DELETE FROM `users` WHERE `id` IN (SELECT `id` FROM (SELECT `id` FROM `users` WHERE EXISTS (SELECT 1 FROM `users` AS `t1` WHERE `t1`.`id` = `users`.`boss_id` AND `t1`.`age` = ?) LIMIT 18446744073709551615) AS `found`)
        -- 1
    "#);
    const PAIRS: TableDef = TableDef { primary_key: MEMBERS.primary_key, ..MEMBERS };
    let own = crate::query::Link { table: "members", outer: &["role_id"], inner: &["user_id"] };
    let filter = Some(Expr::Related { link: own, filter: None, negated: true });
    let delete_ = Delete { table: &PAIRS, filter };
    insta::assert_snapshot!(each(|dialect| delete(dialect, &delete_)), @r#"
    SQLite: DELETE FROM `members` WHERE NOT EXISTS (SELECT 1 FROM `members` AS `t1` WHERE `t1`.`user_id` = `members`.`role_id`)
    PostgreSQL: DELETE FROM "members" WHERE NOT EXISTS (SELECT 1 FROM "members" AS "t1" WHERE "t1"."user_id" = "members"."role_id")
    MySQL: DELETE FROM `members` WHERE (`user_id`, `role_id`) IN (SELECT `user_id`, `role_id` FROM (SELECT `user_id`, `role_id` FROM `members` WHERE NOT EXISTS (SELECT 1 FROM `members` AS `t1` WHERE `t1`.`user_id` = `members`.`role_id`) LIMIT 18446744073709551615) AS `found`)
    "#);
}

#[test]
fn deletes() {
    let delete_ = |filter| Delete { table: &USERS, filter };
    let all = delete_(None);
    insta::assert_snapshot!(each(|dialect| delete(dialect, &all)), @r#"
    SQLite: DELETE FROM `users`
    PostgreSQL: DELETE FROM "users"
    MySQL: DELETE FROM `users`
    "#);
    let some = delete_(Some(has(ROLE, equal("name", words("x")))));
    insta::assert_snapshot!(each(|dialect| delete(dialect, &some)), @r#"
    SQLite: DELETE FROM `users` WHERE EXISTS (SELECT 1 FROM `roles` AS `t1` WHERE `t1`.`id` = `users`.`role_id` AND `t1`.`name` = ?)
        -- "x"
    PostgreSQL: DELETE FROM "users" WHERE EXISTS (SELECT 1 FROM "roles" AS "t1" WHERE "t1"."id" = "users"."role_id" AND "t1"."name" = $1)
        -- "x"
    MySQL: DELETE FROM `users` WHERE EXISTS (SELECT 1 FROM `roles` AS `t1` WHERE `t1`.`id` = `users`.`role_id` AND `t1`.`name` = ?)
        -- "x"
    "#);
}
