use super::{each, fixtures::*};
use crate::dialect::{select, selection};
use crate::query::{Aggregate, BinaryOp, Columns, Expr, Function, Order, Select, Selection, Step};
use crate::value::{SqlType, Value};

fn of(function: Function, column: &'static str, ty: SqlType) -> Aggregate {
    Aggregate { function, of: Some(Box::new(Expr::Column(column))), ty }
}

fn related(steps: &[Step], filter: Option<Expr>, aggregate: Aggregate) -> Expr {
    Expr::RelatedAggregate { steps: steps.to_vec(), filter: filter.map(Box::new), aggregate }
}

fn reading(items: Vec<Expr>) -> Selection {
    Selection { select: Select::all(&USERS), items, group_by: Vec::new(), having: None }
}

#[test]
fn related_rows_are_counted_in_a_subquery() {
    let count = || related(&[TO_USERS], None, Aggregate::count_rows());
    let roles = Select {
        filter: Some(Expr::binary(BinaryOp::Gt, count(), int(3))),
        order_by: vec![Order { expr: count(), descending: true, nulls: None }],
        ..Select::all(&ROLES)
    };
    insta::assert_snapshot!(each(|dialect| select(dialect, &roles)), @r#"
    SQLite: SELECT `id`, `name` FROM `roles` WHERE (SELECT COUNT(*) FROM `users` AS `t1` WHERE `t1`.`role_id` = `roles`.`id`) > ? ORDER BY (SELECT COUNT(*) FROM `users` AS `t1` WHERE `t1`.`role_id` = `roles`.`id`) DESC
        -- 3
    PostgreSQL: SELECT "id", "name" FROM "roles" WHERE (SELECT COUNT(*) FROM "users" AS "t1" WHERE "t1"."role_id" = "roles"."id") > $1 ORDER BY (SELECT COUNT(*) FROM "users" AS "t1" WHERE "t1"."role_id" = "roles"."id") DESC
        -- 3
    MySQL: SELECT `id`, `name` FROM `roles` WHERE (SELECT COUNT(*) FROM `users` AS `t1` WHERE `t1`.`role_id` = `roles`.`id`) > ? ORDER BY (SELECT COUNT(*) FROM `users` AS `t1` WHERE `t1`.`role_id` = `roles`.`id`) DESC
        -- 3
    "#);
}

#[test]
fn related_rows_are_filtered_and_reached_through_links() {
    let grown =
        Expr::binary(BinaryOp::Ge, Expr::Column("age"), Expr::Value(Value::Int(18, SqlType::U32)));
    let path = Expr::Path { steps: vec![TO_BOSS], column: "username" };
    let led = Expr::binary(BinaryOp::Eq, path, words("x"));
    let sum =
        related(&[LINK, LINKED], Some(grown.and(led)), of(Function::Sum, "age", SqlType::U32));
    let roles = Selection { select: Select::all(&ROLES), ..reading(vec![Expr::Column("id"), sum]) };
    insta::assert_snapshot!(each(|dialect| selection(dialect, &roles)), @r#"
    SQLite: SELECT `id`, (SELECT SUM(`t2`.`age`) FROM `members` AS `t1` JOIN `users` AS `t2` ON `t2`.`id` = `t1`.`user_id` LEFT JOIN `users` AS `t3` ON `t3`.`id` = `t2`.`boss_id` WHERE `t1`.`role_id` = `roles`.`id` AND `t2`.`age` >= ? AND `t3`.`username` = ?) FROM `roles`
        -- 18, "x"
    PostgreSQL: SELECT "id", (SELECT CAST(SUM("t2"."age") AS BIGINT) FROM "members" AS "t1" JOIN "users" AS "t2" ON "t2"."id" = "t1"."user_id" LEFT JOIN "users" AS "t3" ON "t3"."id" = "t2"."boss_id" WHERE "t1"."role_id" = "roles"."id" AND "t2"."age" >= $1 AND "t3"."username" = $2) FROM "roles"
        -- 18, "x"
    MySQL: SELECT `id`, (SELECT (SUM(CAST(`t2`.`age` AS SIGNED)) DIV 1) FROM `members` AS `t1` JOIN `users` AS `t2` ON `t2`.`id` = `t1`.`user_id` LEFT JOIN `users` AS `t3` ON `t3`.`id` = `t2`.`boss_id` WHERE `t1`.`role_id` = `roles`.`id` AND `t2`.`age` >= ? AND `t3`.`username` = ?) FROM `roles`
        -- 18, "x"
    "#);
}

#[test]
fn every_function_has_one_result_type() {
    let items = [SqlType::I64, SqlType::U32, SqlType::F32]
        .map(|ty| Expr::Aggregate(of(Function::Sum, "age", ty)));
    insta::assert_snapshot!(each(|dialect| selection(dialect, &reading(items.to_vec()))), @r#"
    SQLite: SELECT SUM(`age`), SUM(`age`), SUM(`age`) FROM `users`
    PostgreSQL: SELECT CAST(SUM("age") AS BIGINT), CAST(SUM("age") AS BIGINT), SUM(CAST("age" AS DOUBLE PRECISION)) FROM "users"
    MySQL: SELECT (SUM(`age`) DIV 1), (SUM(CAST(`age` AS SIGNED)) DIV 1), (SUM(`age`) + 0e0) FROM `users`
    "#);
    let rest = [Function::Count, Function::Avg, Function::Min, Function::Max];
    let items = rest.map(|function| Expr::Aggregate(of(function, "age", SqlType::U32)));
    insta::assert_snapshot!(each(|dialect| selection(dialect, &reading(items.to_vec()))), @r#"
    SQLite: SELECT COUNT(`age`), AVG(`age`), MIN(`age`), MAX(`age`) FROM `users`
    PostgreSQL: SELECT COUNT("age"), AVG(CAST("age" AS DOUBLE PRECISION)), MIN("age"), MAX("age") FROM "users"
    MySQL: SELECT COUNT(`age`), (AVG(CAST(`age` AS DOUBLE)) + 0e0), MIN(`age`), MAX(`age`) FROM `users`
    "#);
    let items = [SqlType::Bool, SqlType::Uuid, SqlType::Bytes, SqlType::Text]
        .map(|ty| Expr::Aggregate(of(Function::Max, "username", ty)));
    insta::assert_snapshot!(each(|dialect| selection(dialect, &reading(items.to_vec()))), @r#"
    SQLite: SELECT MAX(`username`), MAX(`username`), MAX(`username`), MAX(`username`) FROM `users`
    PostgreSQL: SELECT bool_or("username"), CAST(MAX(CAST("username" AS TEXT) COLLATE "C") AS UUID), decode(MAX(encode("username", 'hex') COLLATE "C"), 'hex'), MAX("username") FROM "users"
    MySQL: SELECT MAX(`username`), MAX(`username`), MAX(`username`), MAX(`username`) FROM `users`
    "#);
}

fn decade() -> Expr {
    let ten = Expr::Value(Value::Int(10, SqlType::U32));
    Expr::binary(BinaryOp::IntDiv, Expr::Column("age"), ten)
}

#[test]
fn groups() {
    let role = || Expr::Path { steps: vec![TO_ROLE], column: "name" };
    let count = || Expr::Aggregate(Aggregate::count_rows());
    let by_role = Selection {
        select: Select {
            order_by: vec![Order { expr: count(), descending: true, nulls: None }],
            limit: Some(12),
            ..Select::all(&USERS)
        },
        group_by: vec![role()],
        having: Some(Expr::binary(BinaryOp::Gt, count(), int(1))),
        ..reading(vec![role(), count()])
    };
    insta::assert_snapshot!(each(|dialect| selection(dialect, &by_role)), @r#"
    SQLite: SELECT `t1`.`name`, COUNT(*) FROM `users` LEFT JOIN `roles` AS `t1` ON `t1`.`id` = `users`.`role_id` GROUP BY `t1`.`name` HAVING COUNT(*) > ? ORDER BY COUNT(*) DESC LIMIT 0 + ?
        -- 1, 12
    PostgreSQL: SELECT "t1"."name", COUNT(*) FROM "users" LEFT JOIN "roles" AS "t1" ON "t1"."id" = "users"."role_id" GROUP BY "t1"."name" HAVING COUNT(*) > $1 ORDER BY COUNT(*) DESC LIMIT $2
        -- 1, 12
    MySQL: SELECT `t1`.`name`, COUNT(*) FROM `users` LEFT JOIN `roles` AS `t1` ON `t1`.`id` = `users`.`role_id` GROUP BY `t1`.`name` HAVING COUNT(*) > ? ORDER BY COUNT(*) DESC LIMIT ?
        -- 1, 12
    "#);
    let mut number = by_role.clone();
    number.select.columns = Columns::Count;
    insta::assert_snapshot!(each(|dialect| selection(dialect, &number)), @r#"
    SQLite: SELECT COUNT(*) FROM (SELECT `t1`.`name` AS `c1`, COUNT(*) AS `c2` FROM `users` LEFT JOIN `roles` AS `t1` ON `t1`.`id` = `users`.`role_id` GROUP BY `t1`.`name` HAVING COUNT(*) > ? LIMIT 0 + ?) AS `counted`
        -- 1, 12
    PostgreSQL: SELECT COUNT(*) FROM (SELECT "t1"."name" AS "c1", COUNT(*) AS "c2" FROM "users" LEFT JOIN "roles" AS "t1" ON "t1"."id" = "users"."role_id" GROUP BY "t1"."name" HAVING COUNT(*) > $1 LIMIT $2) AS "counted"
        -- 1, 12
    MySQL: SELECT COUNT(*) FROM (SELECT `t1`.`name` AS `c1`, COUNT(*) AS `c2` FROM `users` LEFT JOIN `roles` AS `t1` ON `t1`.`id` = `users`.`role_id` GROUP BY `t1`.`name` HAVING COUNT(*) > ? LIMIT ?) AS `counted`
        -- 1, 12
    "#);
    let mut exists = by_role;
    exists.select.columns = Columns::Exists;
    insta::assert_snapshot!(each(|dialect| selection(dialect, &exists)), @r#"
    SQLite: SELECT EXISTS (SELECT `t1`.`name`, COUNT(*) FROM `users` LEFT JOIN `roles` AS `t1` ON `t1`.`id` = `users`.`role_id` GROUP BY `t1`.`name` HAVING COUNT(*) > ? LIMIT 0 + ?)
        -- 1, 12
    PostgreSQL: SELECT EXISTS (SELECT "t1"."name", COUNT(*) FROM "users" LEFT JOIN "roles" AS "t1" ON "t1"."id" = "users"."role_id" GROUP BY "t1"."name" HAVING COUNT(*) > $1 LIMIT $2)
        -- 1, 12
    MySQL: SELECT EXISTS (SELECT `t1`.`name`, COUNT(*) FROM `users` LEFT JOIN `roles` AS `t1` ON `t1`.`id` = `users`.`role_id` GROUP BY `t1`.`name` HAVING COUNT(*) > ? LIMIT ?)
        -- 1, 12
    "#);
}

#[test]
fn calculated_keys_are_written_in_the_same_words() {
    let by_decade = Selection {
        select: Select {
            order_by: vec![Order { expr: decade(), descending: false, nulls: None }],
            ..Select::all(&USERS)
        },
        group_by: vec![decade()],
        having: Some(Expr::binary(BinaryOp::Gt, decade(), int(1))),
        ..reading(vec![decade(), Expr::Aggregate(Aggregate::count_rows())])
    };
    insta::assert_snapshot!(each(|dialect| selection(dialect, &by_decade)), @r#"
    SQLite: SELECT (`age` / ?), COUNT(*) FROM `users` WHERE (`age` / ?) > ? GROUP BY 1 ORDER BY (`age` / ?)
        -- 10, 10, 1, 10
    PostgreSQL: SELECT ("age" / CAST($1 AS BIGINT)), COUNT(*) FROM "users" WHERE ("age" / CAST($1 AS BIGINT)) > $2 GROUP BY 1 ORDER BY ("age" / CAST($1 AS BIGINT)) NULLS FIRST
        -- 10, 1
    MySQL: SELECT (`age` DIV ?), COUNT(*) FROM `users` WHERE (`age` DIV ?) > ? GROUP BY 1 ORDER BY (`age` DIV ?)
        -- 10, 10, 1, 10
    "#);
}

#[test]
fn what_is_neither_grouped_nor_aggregated_is_refused() {
    let count = Expr::Aggregate(Aggregate::count_rows());
    let mixed = reading(vec![Expr::Column("username"), count]);
    insta::assert_snapshot!(each(|dialect| selection(dialect, &mixed)), @r#"
    SQLite: SELECT `username`, COUNT(*) FROM `users`
        !! not supported: `User.username`: neither grouped nor aggregated; add it to `group_by`, or aggregate it
    PostgreSQL: SELECT "username", COUNT(*) FROM "users"
        !! not supported: `User.username`: neither grouped nor aggregated; add it to `group_by`, or aggregate it
    MySQL: SELECT `username`, COUNT(*) FROM `users`
        !! not supported: `User.username`: neither grouped nor aggregated; add it to `group_by`, or aggregate it
    "#);
    let users = || related(&[TO_USERS], None, Aggregate::count_rows());
    let by_age = Selection { group_by: vec![Expr::Column("age")], ..reading(vec![users()]) };
    insta::assert_snapshot!(each(|dialect| selection(dialect, &by_age)), @r#"
    SQLite: SELECT (SELECT COUNT(*) FROM `users` AS `t1` WHERE `t1`.`role_id` = `users`.`id`) FROM `users` GROUP BY `age`
        !! not supported: `User.id`: neither grouped nor aggregated; add it to `group_by`, or aggregate it
    PostgreSQL: SELECT (SELECT COUNT(*) FROM "users" AS "t1" WHERE "t1"."role_id" = "users"."id") FROM "users" GROUP BY "age"
        !! not supported: `User.id`: neither grouped nor aggregated; add it to `group_by`, or aggregate it
    MySQL: SELECT (SELECT COUNT(*) FROM `users` AS `t1` WHERE `t1`.`role_id` = `users`.`id`) FROM `users` GROUP BY `age`
        !! not supported: `User.id`: neither grouped nor aggregated; add it to `group_by`, or aggregate it
    "#);
    let by_key = Selection { group_by: vec![Expr::Column("id")], ..reading(vec![users()]) };
    assert_eq!(by_key.ungrouped(), None);
}

#[test]
fn values_of_rows() {
    let some = Selection {
        select: Select {
            distinct: true,
            order_by: vec![Order { expr: decade(), descending: false, nulls: None }],
            ..Select::all(&USERS)
        },
        ..reading(vec![Expr::Column("role_id"), decade()])
    };
    insta::assert_snapshot!(each(|dialect| selection(dialect, &some)), @r#"
    SQLite: SELECT DISTINCT `role_id`, (`age` / ?) FROM `users` ORDER BY (`age` / ?)
        -- 10, 10
    PostgreSQL: SELECT DISTINCT "role_id", ("age" / CAST($1 AS BIGINT)) FROM "users" ORDER BY ("age" / CAST($1 AS BIGINT)) NULLS FIRST
        -- 10
    MySQL: SELECT DISTINCT `role_id`, (`age` DIV ?) FROM `users` ORDER BY (`age` DIV ?)
        -- 10, 10
    "#);
    let mut number = some.clone();
    number.select.columns = Columns::Count;
    insta::assert_snapshot!(each(|dialect| selection(dialect, &number)), @r#"
    SQLite: SELECT COUNT(*) FROM (SELECT DISTINCT `role_id` AS `c1`, (`age` / ?) AS `c2` FROM `users`) AS `counted`
        -- 10
    PostgreSQL: SELECT COUNT(*) FROM (SELECT DISTINCT "role_id" AS "c1", ("age" / CAST($1 AS BIGINT)) AS "c2" FROM "users") AS "counted"
        -- 10
    MySQL: SELECT COUNT(*) FROM (SELECT DISTINCT `role_id` AS `c1`, (`age` DIV ?) AS `c2` FROM `users`) AS `counted`
        -- 10
    "#);
    let mut other = some;
    other.select.order_by =
        vec![Order { expr: Expr::Column("username"), descending: false, nulls: None }];
    insta::assert_snapshot!(each(|dialect| selection(dialect, &other)), @r#"
    SQLite: SELECT DISTINCT `role_id`, (`age` / ?) FROM `users` ORDER BY `username`
        -- 10
        !! not supported: `User`: distinct rows can be sorted by what is selected only
    PostgreSQL: SELECT DISTINCT "role_id", ("age" / CAST($1 AS BIGINT)) FROM "users" ORDER BY "username"
        -- 10
        !! not supported: `User`: distinct rows can be sorted by what is selected only
    MySQL: SELECT DISTINCT `role_id`, (`age` DIV ?) FROM `users` ORDER BY `username`
        -- 10
        !! not supported: `User`: distinct rows can be sorted by what is selected only
    "#);
}
