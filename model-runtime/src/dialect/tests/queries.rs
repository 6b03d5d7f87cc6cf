use super::{each, fixtures::*};
use crate::dialect::{Dialect, select};
use crate::query::{BinaryOp, Columns, Expr, Nulls, Order, Select};

fn by(column: &'static str, descending: bool, nulls: Option<Nulls>) -> Order {
    Order { expr: Expr::Column(column), descending, nulls }
}

#[test]
fn all_columns_are_named() {
    let all = Select::all(&USERS);
    insta::assert_snapshot!(each(|dialect| select(dialect, &all)), @r#"
    SQLite: SELECT `id`, `username`, `age`, `role_id`, `boss_id` FROM `users`
    PostgreSQL: SELECT "id", "username", "age", "role_id", "boss_id" FROM "users"
    MySQL: SELECT `id`, `username`, `age`, `role_id`, `boss_id` FROM `users`
    "#);
    let distinct = Select { distinct: true, ..Select::all(&ROLES) };
    insta::assert_snapshot!(each(|dialect| select(dialect, &distinct)), @r#"
    SQLite: SELECT DISTINCT `id`, `name` FROM `roles`
    PostgreSQL: SELECT DISTINCT "id", "name" FROM "roles"
    MySQL: SELECT DISTINCT `id`, `name` FROM `roles`
    "#);
}

#[test]
fn null_is_the_lowest_value() {
    let sum = Expr::binary(BinaryOp::Add, Expr::Column("id"), int(1));
    let order_by = vec![
        by("name", false, None),
        by("id", true, Some(Nulls::Last)),
        Order { expr: sum, descending: false, nulls: None },
    ];
    let roles = Select { order_by, ..Select::all(&ROLES) };
    insta::assert_snapshot!(each(|dialect| select(dialect, &roles)), @r#"
    SQLite: SELECT `id`, `name` FROM `roles` ORDER BY `name`, `id` DESC, `id` + ?
        -- 1
    PostgreSQL: SELECT "id", "name" FROM "roles" ORDER BY "name", "id" DESC, "id" + CAST($1 AS BIGINT) NULLS FIRST
        -- 1
    MySQL: SELECT `id`, `name` FROM `roles` ORDER BY `name`, `id` DESC, `id` + ?
        -- 1
    "#);
    let order_by = vec![by("role_id", false, None), by("boss_id", true, None)];
    let users = Select { order_by, ..Select::all(&USERS) };
    insta::assert_snapshot!(each(|dialect| select(dialect, &users)), @r#"
    SQLite: SELECT `id`, `username`, `age`, `role_id`, `boss_id` FROM `users` ORDER BY `role_id`, `boss_id` DESC
    PostgreSQL: SELECT "id", "username", "age", "role_id", "boss_id" FROM "users" ORDER BY "role_id" NULLS FIRST, "boss_id" DESC NULLS LAST
    MySQL: SELECT `id`, `username`, `age`, `role_id`, `boss_id` FROM `users` ORDER BY `role_id`, `boss_id` DESC
    "#);
}

#[test]
fn null_goes_where_it_is_sent() {
    let order_by = vec![
        by("role_id", false, Some(Nulls::First)),
        by("role_id", false, Some(Nulls::Last)),
        by("role_id", true, Some(Nulls::First)),
        by("role_id", true, Some(Nulls::Last)),
    ];
    let users = Select { order_by, ..Select::all(&USERS) };
    insta::assert_snapshot!(each(|dialect| select(dialect, &users)), @r#"
    SQLite: SELECT `id`, `username`, `age`, `role_id`, `boss_id` FROM `users` ORDER BY `role_id`, `role_id` NULLS LAST, `role_id` DESC NULLS FIRST, `role_id` DESC
    PostgreSQL: SELECT "id", "username", "age", "role_id", "boss_id" FROM "users" ORDER BY "role_id" NULLS FIRST, "role_id", "role_id" DESC, "role_id" DESC NULLS LAST
    MySQL: SELECT `id`, `username`, `age`, `role_id`, `boss_id` FROM `users` ORDER BY `role_id`, `role_id` IS NULL, `role_id`, `role_id` IS NULL DESC, `role_id` DESC, `role_id` DESC
    "#);
}

#[test]
fn limits_are_bound_but_for_round_ones() {
    let page = |limit, offset| Select { limit, offset, ..Select::all(&ROLES) };
    let filter = Some(equal("name", words("x")));
    let both = Select { filter, ..page(Some(11), Some(20)) };
    insta::assert_snapshot!(each(|dialect| select(dialect, &both)), @r#"
    SQLite: SELECT `id`, `name` FROM `roles` WHERE `name` = ? LIMIT 0 + ? OFFSET ?
        -- "x", 11, 20
    PostgreSQL: SELECT "id", "name" FROM "roles" WHERE "name" = $1 LIMIT $2 OFFSET $3
        -- "x", 11, 20
    MySQL: SELECT `id`, `name` FROM `roles` WHERE `name` = ? LIMIT ? OFFSET ?
        -- "x", 11, 20
    "#);
    let printed = |limit| !select(Dialect::Postgres, &page(Some(limit), None)).sql().contains('$');
    let round: Vec<u64> = (0..=2000).filter(|limit| printed(*limit)).collect();
    assert_eq!(round.len(), 47);
    assert!(
        [0, 1, 2, 7, 10, 15, 20, 25, 50, 100, 250, 500, 1000].iter().all(|n| round.contains(n))
    );
    assert_eq!(
        select(Dialect::Sqlite, &page(Some(25), None)).sql(),
        "SELECT `id`, `name` FROM `roles` LIMIT 25"
    );
    let offset = page(None, Some(u64::MAX));
    insta::assert_snapshot!(each(|dialect| select(dialect, &offset)), @r#"
    SQLite: SELECT `id`, `name` FROM `roles` LIMIT -1 OFFSET ?
        -- 9223372036854775807
    PostgreSQL: SELECT "id", "name" FROM "roles" OFFSET $1
        -- 9223372036854775807
    MySQL: SELECT `id`, `name` FROM `roles` LIMIT 18446744073709551615 OFFSET ?
        -- 9223372036854775807
    "#);
}

#[test]
fn counts() {
    let count = |select| Select { columns: Columns::Count, ..select };
    let filter = Some(equal("name", words("x")));
    let plain = count(Select { filter, ..Select::all(&ROLES) });
    insta::assert_snapshot!(each(|dialect| select(dialect, &plain)), @r#"
    SQLite: SELECT COUNT(*) FROM `roles` WHERE `name` = ?
        -- "x"
    PostgreSQL: SELECT COUNT(*) FROM "roles" WHERE "name" = $1
        -- "x"
    MySQL: SELECT COUNT(*) FROM `roles` WHERE `name` = ?
        -- "x"
    "#);
    let some = count(Select { limit: Some(12), offset: Some(2), ..Select::all(&ROLES) });
    insta::assert_snapshot!(each(|dialect| select(dialect, &some)), @r#"
    SQLite: SELECT COUNT(*) FROM (SELECT 1 FROM `roles` LIMIT 0 + ? OFFSET ?) AS `counted`
        -- 12, 2
    PostgreSQL: SELECT COUNT(*) FROM (SELECT 1 FROM "roles" LIMIT $1 OFFSET $2) AS "counted"
        -- 12, 2
    MySQL: SELECT COUNT(*) FROM (SELECT 1 FROM `roles` LIMIT ? OFFSET ?) AS `counted`
        -- 12, 2
    "#);
    let distinct = count(Select { distinct: true, ..Select::all(&ROLES) });
    insta::assert_snapshot!(each(|dialect| select(dialect, &distinct)), @r#"
    SQLite: SELECT COUNT(*) FROM (SELECT DISTINCT `id`, `name` FROM `roles`) AS `counted`
    PostgreSQL: SELECT COUNT(*) FROM (SELECT DISTINCT "id", "name" FROM "roles") AS "counted"
    MySQL: SELECT COUNT(*) FROM (SELECT DISTINCT `id`, `name` FROM `roles`) AS `counted`
    "#);
}

#[test]
fn existence() {
    let filter = Some(has(ROLE, equal("name", words("x"))));
    let exists = Select { columns: Columns::Exists, filter, limit: Some(1), ..Select::all(&USERS) };
    insta::assert_snapshot!(each(|dialect| select(dialect, &exists)), @r#"
    SQLite: SELECT EXISTS (SELECT 1 FROM `users` WHERE EXISTS (SELECT 1 FROM `roles` AS `t1` WHERE `t1`.`id` = `users`.`role_id` AND `t1`.`name` = ?) LIMIT 1)
        -- "x"
    PostgreSQL: SELECT EXISTS (SELECT 1 FROM "users" WHERE EXISTS (SELECT 1 FROM "roles" AS "t1" WHERE "t1"."id" = "users"."role_id" AND "t1"."name" = $1) LIMIT 1)
        -- "x"
    MySQL: SELECT EXISTS (SELECT 1 FROM `users` WHERE EXISTS (SELECT 1 FROM `roles` AS `t1` WHERE `t1`.`id` = `users`.`role_id` AND `t1`.`name` = ?) LIMIT 1)
        -- "x"
    "#);
}

#[test]
fn distinct_rows_are_sorted_by_columns() {
    let sum = Expr::binary(BinaryOp::Add, Expr::Column("id"), int(1));
    let order_by = vec![Order { expr: sum, descending: false, nulls: None }];
    let roles = Select { order_by, distinct: true, ..Select::all(&ROLES) };
    insta::assert_snapshot!(each(|dialect| select(dialect, &roles)), @r#"
    SQLite: SELECT DISTINCT `id`, `name` FROM `roles` ORDER BY `id` + ?
        -- 1
        !! not supported: `Role`: distinct rows can be sorted by their columns only
    PostgreSQL: SELECT DISTINCT "id", "name" FROM "roles" ORDER BY "id" + CAST($1 AS BIGINT) NULLS FIRST
        -- 1
        !! not supported: `Role`: distinct rows can be sorted by their columns only
    MySQL: SELECT DISTINCT `id`, `name` FROM `roles` ORDER BY `id` + ?
        -- 1
        !! not supported: `Role`: distinct rows can be sorted by their columns only
    "#);
}
