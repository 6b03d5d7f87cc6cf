use super::{each, fixtures::*};
use crate::dialect::{Dialect, select};
use crate::query::{BinaryOp, Expr, Link, Select};
use crate::schema::TableDef;
use crate::value::{SqlType, Value};

/// Renders a condition of `users`, without what stands before it.
fn users(filter: Expr) -> String {
    let select_ = Select { filter: Some(filter), ..Select::all(&USERS) };
    let text = each(|dialect| select(dialect, &select_));
    let before = |line: &str| match line.split_once(" WHERE ") {
        Some((head, rest)) => format!("{} {rest}", head.split(' ').next().unwrap_or("")),
        None => line.to_owned(),
    };
    text.lines().map(before).collect::<Vec<_>>().join("\n")
}

#[test]
fn comparisons() {
    let all = [BinaryOp::Eq, BinaryOp::Ne, BinaryOp::Lt, BinaryOp::Le, BinaryOp::Gt, BinaryOp::Ge];
    let all = all.map(|op| compare("age", op, int(5)));
    insta::assert_snapshot!(users(Expr::And(all.into())), @r#"
    SQLite: `age` = ? AND `age` <> ? AND `age` < ? AND `age` <= ? AND `age` > ? AND `age` >= ?
        -- 5, 5, 5, 5, 5, 5
    PostgreSQL: "age" = $1 AND "age" <> $2 AND "age" < $3 AND "age" <= $4 AND "age" > $5 AND "age" >= $6
        -- 5, 5, 5, 5, 5, 5
    MySQL: `age` = ? AND `age` <> ? AND `age` < ? AND `age` <= ? AND `age` > ? AND `age` >= ?
        -- 5, 5, 5, 5, 5, 5
    "#);
}

#[test]
fn equality_with_null_asks_for_null() {
    let null = || Expr::Value(Value::Null(SqlType::I64));
    insta::assert_snapshot!(users(Expr::And(vec![
        equal("role_id", null()),
        compare("role_id", BinaryOp::Ne, null()),
        Expr::binary(BinaryOp::Eq, null(), Expr::Column("boss_id")),
        compare("role_id", BinaryOp::IsDistinctFrom, null()),
        compare("role_id", BinaryOp::Lt, null()),
        Expr::IsNull { expr: Box::new(Expr::Column("role_id")), negated: true },
    ])), @r#"
    SQLite: `role_id` IS NULL AND `role_id` IS NOT NULL AND `boss_id` IS NULL AND `role_id` IS NOT ? AND `role_id` < ? AND `role_id` IS NOT NULL
        -- Null(I64), Null(I64)
    PostgreSQL: "role_id" IS NULL AND "role_id" IS NOT NULL AND "boss_id" IS NULL AND "role_id" IS DISTINCT FROM $1 AND "role_id" < $2 AND "role_id" IS NOT NULL
        -- Null(I64), Null(I64)
    MySQL: `role_id` IS NULL AND `role_id` IS NOT NULL AND `boss_id` IS NULL AND NOT (`role_id` <=> ?) AND `role_id` < ? AND `role_id` IS NOT NULL
        -- Null(I64), Null(I64)
    "#);
}

#[test]
fn distinct_within_other_conditions() {
    let distinct = || compare("role_id", BinaryOp::IsDistinctFrom, int(1));
    insta::assert_snapshot!(users(Expr::Or(vec![
        Expr::Not(Box::new(distinct())),
        Expr::binary(BinaryOp::Eq, distinct(), Expr::Constant(true)),
    ])), @r#"
    SQLite: NOT (`role_id` IS NOT ?) OR (`role_id` IS NOT ?) = TRUE
        -- 1, 1
    PostgreSQL: NOT ("role_id" IS DISTINCT FROM $1) OR ("role_id" IS DISTINCT FROM $2) = TRUE
        -- 1, 1
    MySQL: NOT (NOT (`role_id` <=> ?)) OR (NOT (`role_id` <=> ?)) = TRUE
        -- 1, 1
    "#);
}

#[test]
fn parentheses_stand_where_they_are_needed() {
    let (a, b) = (|| equal("age", int(1)), || equal("username", words("b")));
    insta::assert_snapshot!(users(Expr::And(vec![
        Expr::Or(vec![a(), Expr::And(vec![b(), a()])]),
        Expr::And(vec![a(), Expr::Or(vec![b()])]),
        Expr::Not(Box::new(Expr::Or(vec![a(), b()]))),
        Expr::Not(Box::new(Expr::Column("age"))),
        Expr::IsNull { expr: Box::new(a()), negated: false },
        Expr::Between {
            expr: Box::new(Expr::Column("age")),
            bounds: Box::new((int(1), int(9))),
        },
    ])), @r#"
    SQLite: (`age` = ? OR `username` = ? AND `age` = ?) AND `age` = ? AND `username` = ? AND NOT (`age` = ? OR `username` = ?) AND NOT `age` AND (`age` = ?) IS NULL AND `age` BETWEEN ? AND ?
        -- 1, "b", 1, 1, "b", 1, "b", 1, 1, 9
    PostgreSQL: ("age" = $1 OR "username" = $2 AND "age" = $3) AND "age" = $4 AND "username" = $5 AND NOT ("age" = $6 OR "username" = $7) AND NOT "age" AND ("age" = $8) IS NULL AND "age" BETWEEN $9 AND $10
        -- 1, "b", 1, 1, "b", 1, "b", 1, 1, 9
    MySQL: (`age` = ? OR `username` = ? AND `age` = ?) AND `age` = ? AND `username` = ? AND NOT (`age` = ? OR `username` = ?) AND NOT `age` AND (`age` = ?) IS NULL AND `age` BETWEEN ? AND ?
        -- 1, "b", 1, 1, "b", 1, "b", 1, 1, 9
    "#);
}

#[test]
fn nothing_joined_is_a_constant() {
    insta::assert_snapshot!(users(Expr::And(vec![])), @r"
    SQLite: TRUE
    PostgreSQL: TRUE
    MySQL: TRUE
    ");
    insta::assert_snapshot!(users(Expr::Not(Box::new(Expr::Or(vec![])))), @r"
    SQLite: NOT FALSE
    PostgreSQL: NOT FALSE
    MySQL: NOT FALSE
    ");
}

#[test]
fn arithmetic_keeps_its_order_and_its_width() {
    let age = || Expr::Column("role_id");
    let sub = Expr::binary(BinaryOp::Sub, age(), Expr::binary(BinaryOp::Sub, age(), int(1)));
    let sum = Expr::binary(BinaryOp::Add, age(), int(2));
    let mul = Expr::binary(BinaryOp::Mul, sum, Expr::binary(BinaryOp::Add, sub, int(3)));
    insta::assert_snapshot!(users(Expr::binary(BinaryOp::Gt, mul, int(4))), @r#"
    SQLite: (`role_id` + ?) * (`role_id` - (`role_id` - ?) + ?) > ?
        -- 2, 1, 3, 4
    PostgreSQL: ("role_id" + CAST($1 AS BIGINT)) * ("role_id" - ("role_id" - CAST($2 AS BIGINT)) + CAST($3 AS BIGINT)) > $4
        -- 2, 1, 3, 4
    MySQL: (`role_id` + ?) * (`role_id` - (`role_id` - ?) + ?) > ?
        -- 2, 1, 3, 4
    "#);
}

#[test]
fn division_by_zero_is_null() {
    let whole = |by| Expr::binary(BinaryOp::IntDiv, Expr::Column("age"), by);
    let half = Expr::Value(Value::F64(0.5));
    insta::assert_snapshot!(users(Expr::And(vec![
        Expr::binary(BinaryOp::Eq, whole(int(2)), int(1)),
        Expr::binary(BinaryOp::Eq, whole(int(0)), int(1)),
        Expr::binary(BinaryOp::Eq, whole(Expr::Column("role_id")), int(1)),
        Expr::binary(BinaryOp::Lt, Expr::binary(BinaryOp::Div, half.clone(), half.clone()), half),
    ])), @r#"
    SQLite: `age` / ? = ? AND `age` / NULLIF(?, 0) = ? AND `age` / NULLIF(`role_id`, 0) = ? AND ? / ? < ?
        -- 2, 1, 0, 1, 1, F64(0.5), F64(0.5), F64(0.5)
    PostgreSQL: "age" / CAST($1 AS BIGINT) = $2 AND "age" / NULLIF(CAST($3 AS BIGINT), 0) = $4 AND "age" / NULLIF("role_id", 0) = $5 AND CAST($6 AS DOUBLE PRECISION) / CAST($7 AS DOUBLE PRECISION) < $8
        -- 2, 1, 0, 1, 1, F64(0.5), F64(0.5), F64(0.5)
    MySQL: `age` DIV ? = ? AND `age` DIV NULLIF(?, 0) = ? AND `age` DIV NULLIF(`role_id`, 0) = ? AND ? / ? < ?
        -- 2, 1, 0, 1, 1, F64(0.5), F64(0.5), F64(0.5)
    "#);
}

#[test]
fn differences_of_unsigned_numbers_may_be_negative() {
    let one = || Expr::Value(Value::Int(1, SqlType::U32));
    let less = Expr::binary(BinaryOp::Sub, Expr::Column("age"), one());
    insta::assert_snapshot!(users(Expr::binary(BinaryOp::Lt, less, one())), @r#"
    SQLite: `age` - ? < ?
        -- 1, 1
    PostgreSQL: "age" - CAST($1 AS BIGINT) < $2
        -- 1, 1
    MySQL: CAST(`age` AS SIGNED) - CAST(? AS SIGNED) < ?
        -- 1, 1
    "#);
}

#[test]
fn short_lists_have_few_shapes() {
    let list = |values: &[i64], negated| Expr::InList {
        expr: Box::new(Expr::Column("age")),
        values: values.iter().map(|&value| Value::Int(value, SqlType::I64)).collect(),
        ty: SqlType::I64,
        negated,
    };
    insta::assert_snapshot!(users(list(&[7], false)), @r#"
    SQLite: `age` IN (?)
        -- 7
    PostgreSQL: "age" = ANY($1)
        -- I64[7]
    MySQL: `age` IN (?)
        -- 7
    "#);
    insta::assert_snapshot!(users(list(&[1, 2, 3, 4, 5], true)), @r#"
    SQLite: `age` NOT IN (?, ?, ?, ?, ?, ?, ?, ?)
        -- 1, 2, 3, 4, 5, 5, 5, 5
    PostgreSQL: "age" <> ALL($1)
        -- I64[1, 2, 3, 4, 5]
    MySQL: `age` NOT IN (?, ?, ?, ?, ?, ?, ?, ?)
        -- 1, 2, 3, 4, 5, 5, 5, 5
    "#);
    insta::assert_snapshot!(users(list(&[], false)), @r"
    SQLite: FALSE
    PostgreSQL: FALSE
    MySQL: FALSE
    ");
    insta::assert_snapshot!(users(list(&[], true)), @r"
    SQLite: TRUE
    PostgreSQL: TRUE
    MySQL: TRUE
    ");
}

#[test]
fn long_lists_are_one_bind() {
    let list = |value: Value, ty| Select {
        filter: Some(Expr::InList {
            expr: Box::new(Expr::Column("age")),
            values: vec![value; 40_000],
            ty,
            negated: true,
        }),
        ..Select::all(&USERS)
    };
    let all = [
        (Value::Int(1, SqlType::I64), SqlType::I64),
        (Value::Text("é".repeat(255)), SqlType::Text),
        (Value::Text("é".repeat(256)), SqlType::Text),
        (Value::Bytes(vec![1]), SqlType::Bytes),
        (Value::Uuid([1; 16]), SqlType::Uuid),
        (Value::DateTime(1, SqlType::DateTimeUtc), SqlType::DateTimeUtc),
    ];
    let mut text = String::new();
    for (value, ty) in all {
        let select_ = list(value, ty);
        for dialect in Dialect::ALL {
            let statement = select(dialect, &select_);
            assert_eq!(statement.binds().len(), 1);
            text += statement.sql().split_once(" WHERE ").map_or("", |(_, filter)| filter);
            text += "\n";
        }
    }
    insta::assert_snapshot!(text, @r#"
    `age` NOT IN (SELECT value FROM json_each(?))
    "age" <> ALL($1)
    `age` NOT IN (SELECT `v` FROM JSON_TABLE(?, '$[*]' COLUMNS (`v` BIGINT PATH '$' ERROR ON EMPTY ERROR ON ERROR)) AS `j`)
    `age` NOT IN (SELECT value FROM json_each(?))
    "age" <> ALL($1)
    `age` NOT IN (SELECT `v` FROM JSON_TABLE(?, '$[*]' COLUMNS (`v` VARCHAR(255) CHARACTER SET utf8mb4 /*M!100000 COLLATE utf8mb4_nopad_bin */ /*!80017 COLLATE utf8mb4_0900_bin */ PATH '$' ERROR ON EMPTY ERROR ON ERROR)) AS `j`)
    `age` NOT IN (SELECT value FROM json_each(?))
    "age" <> ALL($1)
    `age` NOT IN (SELECT `v` FROM JSON_TABLE(?, '$[*]' COLUMNS (`v` LONGTEXT CHARACTER SET utf8mb4 /*M!100000 COLLATE utf8mb4_nopad_bin */ /*!80017 COLLATE utf8mb4_0900_bin */ PATH '$' ERROR ON EMPTY ERROR ON ERROR)) AS `j`)
    `age` NOT IN (SELECT unhex(value) FROM json_each(?))
    "age" <> ALL($1)
    `age` NOT IN (SELECT UNHEX(`v`) FROM JSON_TABLE(?, '$[*]' COLUMNS (`v` VARCHAR(510) PATH '$' ERROR ON EMPTY ERROR ON ERROR)) AS `j`)
    `age` NOT IN (SELECT unhex(value) FROM json_each(?))
    "age" <> ALL($1)
    `age` NOT IN (SELECT UNHEX(`v`) FROM JSON_TABLE(?, '$[*]' COLUMNS (`v` CHAR(32) PATH '$' ERROR ON EMPTY ERROR ON ERROR)) AS `j`)
    `age` NOT IN (SELECT value FROM json_each(?))
    "age" <> ALL($1)
    `age` NOT IN (SELECT `v` FROM JSON_TABLE(?, '$[*]' COLUMNS (`v` DATETIME(6) PATH '$' ERROR ON EMPTY ERROR ON ERROR)) AS `j`)
    "#);
}

#[test]
fn list_fits_the_limit_together_with_others() {
    let list = |n| Expr::InList {
        expr: Box::new(Expr::Column("age")),
        values: (0..n).map(|n| Value::Int(n, SqlType::I64)).collect(),
        ty: SqlType::I64,
        negated: false,
    };
    let filter = Some(Expr::Or((0..40).map(|_| list(1000)).collect()));
    let statement = select(Dialect::Sqlite, &Select { filter, ..Select::all(&USERS) });
    assert!(statement.refusal().is_none());
    assert!(statement.binds().len() < 32_766);
}

#[test]
fn related_rows_are_asked_by_alias() {
    insta::assert_snapshot!(users(has(ROLE, equal("name", words("Admin")))), @r#"
    SQLite: EXISTS (SELECT 1 FROM `roles` AS `t1` WHERE `t1`.`id` = `users`.`role_id` AND `t1`.`name` = ?)
        -- "Admin"
    PostgreSQL: EXISTS (SELECT 1 FROM "roles" AS "t1" WHERE "t1"."id" = "users"."role_id" AND "t1"."name" = $1)
        -- "Admin"
    MySQL: EXISTS (SELECT 1 FROM `roles` AS `t1` WHERE `t1`.`id` = `users`.`role_id` AND `t1`.`name` = ?)
        -- "Admin"
    "#);
    let none = Expr::Related { link: STAFF, filter: None, negated: true };
    insta::assert_snapshot!(users(Expr::Not(Box::new(none))), @r#"
    SQLite: NOT (NOT EXISTS (SELECT 1 FROM `users` AS `t1` WHERE `t1`.`boss_id` = `users`.`id`))
    PostgreSQL: NOT (NOT EXISTS (SELECT 1 FROM "users" AS "t1" WHERE "t1"."boss_id" = "users"."id"))
    MySQL: NOT (NOT EXISTS (SELECT 1 FROM `users` AS `t1` WHERE `t1`.`boss_id` = `users`.`id`))
    "#);
}

#[test]
fn relations_of_a_table_to_itself_nest() {
    let filter = Expr::Or(vec![equal("age", int(1)), has(ROLE, equal("name", words("Admin")))]);
    insta::assert_snapshot!(users(Expr::And(vec![
        equal("age", int(9)),
        has(BOSS, has(STAFF, filter)),
    ])), @r#"
    SQLite: `age` = ? AND EXISTS (SELECT 1 FROM `users` AS `t1` WHERE `t1`.`id` = `users`.`boss_id` AND EXISTS (SELECT 1 FROM `users` AS `t2` WHERE `t2`.`boss_id` = `t1`.`id` AND (`t2`.`age` = ? OR EXISTS (SELECT 1 FROM `roles` AS `t3` WHERE `t3`.`id` = `t2`.`role_id` AND `t3`.`name` = ?))))
        -- 9, 1, "Admin"
    PostgreSQL: "age" = $1 AND EXISTS (SELECT 1 FROM "users" AS "t1" WHERE "t1"."id" = "users"."boss_id" AND EXISTS (SELECT 1 FROM "users" AS "t2" WHERE "t2"."boss_id" = "t1"."id" AND ("t2"."age" = $2 OR EXISTS (SELECT 1 FROM "roles" AS "t3" WHERE "t3"."id" = "t2"."role_id" AND "t3"."name" = $3))))
        -- 9, 1, "Admin"
    MySQL: `age` = ? AND EXISTS (SELECT 1 FROM `users` AS `t1` WHERE `t1`.`id` = `users`.`boss_id` AND EXISTS (SELECT 1 FROM `users` AS `t2` WHERE `t2`.`boss_id` = `t1`.`id` AND (`t2`.`age` = ? OR EXISTS (SELECT 1 FROM `roles` AS `t3` WHERE `t3`.`id` = `t2`.`role_id` AND `t3`.`name` = ?))))
        -- 9, 1, "Admin"
    "#);
}

#[test]
fn alias_differs_from_the_table() {
    const T1: TableDef = table("T1", USERS.columns);
    let link = Link { table: "roles", ..ROLE };
    let filter = Some(has(link, equal("id", int(1))));
    let select_ = Select { filter, ..Select::all(&T1) };
    insta::assert_snapshot!(select(Dialect::Sqlite, &select_), @"SELECT `id`, `username`, `age`, `role_id`, `boss_id` FROM `T1` WHERE EXISTS (SELECT 1 FROM `roles` AS `r1` WHERE `r1`.`id` = `T1`.`role_id` AND `r1`.`id` = ?)");
}

#[test]
fn refused_value_refuses_the_statement() {
    let error =
        crate::error::Error::new(crate::error::ErrorKind::InvalidValue, "NaN can not be stored");
    insta::assert_snapshot!(users(equal("age", Expr::invalid(&error))), @r#"
    SQLite: `age` = NULL
        !! invalid value: NaN can not be stored
    PostgreSQL: "age" = NULL
        !! invalid value: NaN can not be stored
    MySQL: `age` = NULL
        !! invalid value: NaN can not be stored
    "#);
}

#[test]
fn long_chains_are_balanced() {
    let filter = (0..5000).fold(equal("age", int(0)), |chain, n| chain.or(equal("age", int(n))));
    let select_ = Select { filter: Some(filter), ..Select::all(&USERS) };
    let statement = select(Dialect::Sqlite, &select_);
    assert!(statement.refusal().is_none());
    assert_eq!(statement.binds().len(), 5001);
    let depth = statement.sql().chars().scan(0, |depth, character| {
        *depth += i32::from(character == '(') - i32::from(character == ')');
        Some(*depth)
    });
    assert_eq!(depth.max(), Some(9));
}

#[test]
fn deep_expressions_are_refused_alike() {
    let deep = (0..5000).fold(equal("age", int(0)), |deep, _| Expr::Not(Box::new(deep)));
    let select_ = Select { filter: Some(deep), ..Select::all(&USERS) };
    for dialect in Dialect::ALL {
        let statement = select(dialect, &select_);
        assert_eq!(
            statement.refusal().map(crate::error::Error::kind),
            Some(crate::error::ErrorKind::TooLong)
        );
    }
}
