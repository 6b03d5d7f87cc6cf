use std::sync::Arc;

use super::fixtures::*;
use crate::dialect::{self, Dialect, Origin, Rendered, Statement, gathered, select, selection};
use crate::query::{
    Aggregate, BinaryOp, Columns, Expr, Insert, InsertRows, Order, Select, Selection,
};
use crate::value::{SqlType, Value};

/// Renders what SQLite is sent in the place of a query.
fn sent(query: Statement) -> String {
    let (query, binds) = query.into_parts().unwrap();
    let gathered = gathered(query);
    assert_eq!(gathered.placeholders, binds.len());
    gathered.sql.to_string()
}

fn roles() -> Select {
    let order_by = vec![Order { expr: Expr::Column("name"), descending: true, nulls: None }];
    Select { order_by, ..Select::all(&ROLES) }
}

fn is_list(statement: Statement) -> bool {
    statement.into_parts().unwrap().0.answer.is_some()
}

#[test]
fn function_stands_around_the_columns_of_plain_rows() {
    let id = Select { filter: Some(Expr::Column("id")), ..Select::all(&ROLES) };
    insta::assert_snapshot!(
        sent(select(Dialect::Sqlite, &id)),
        @"SELECT `__model_gather`(`id`, `name`) FROM `roles` WHERE `id` HAVING FALSE"
    );
}

#[test]
fn rows_that_depend_on_others_are_those_of_a_query_within() {
    for query in [
        roles(),
        Select { distinct: true, ..Select::all(&ROLES) },
        Select { limit: Some(3), ..Select::all(&ROLES) },
        Select { offset: Some(3), ..Select::all(&ROLES) },
    ] {
        let query = select(Dialect::Sqlite, &query);
        let within = query.sql().to_owned();
        assert_eq!(
            sent(query),
            format!(
                "WITH `__rows` (`c0`, `c1`) AS ({within}) \
                 SELECT `__model_gather`(`c0`, `c1`) FROM `__rows` HAVING FALSE"
            )
        );
    }
}

#[test]
fn function_stands_around_the_columns_that_return() {
    let insert = |rows| {
        let insert = Insert { table: &ROLES, columns: &[1], rows, returning: true };
        dialect::insert(Dialect::Sqlite, &insert).into_parts().unwrap().0
    };
    insta::assert_snapshot!(
        gathered(insert(InsertRows::Values(2))).sql,
        @"INSERT INTO `roles` (`name`) VALUES (?), (?) RETURNING `__model_take`(`id`, `name`)"
    );
}

#[test]
fn query_by_the_primary_key_finds_a_row() {
    let by = |column, value| Some(Expr::binary(BinaryOp::Eq, Expr::Column(column), value));
    let one = Expr::Value(Value::Int(1, SqlType::I64));
    let finds_a_row = |select: Select| {
        let texts = Dialect::ALL.map(|dialect| dialect::select(dialect, &select).into_parts());
        let is_row = |text: &Arc<Rendered>| {
            text.answer.as_ref().is_some_and(|answer| matches!(answer.origin, Origin::Key(_)))
        };
        let rows = texts.iter().filter(|parts| is_row(&parts.as_ref().unwrap().0)).count();
        assert!(rows == 0 || rows == texts.len());
        rows > 0
    };
    let by_key = Select { filter: by("id", one.clone()), ..Select::all(&ROLES) };
    assert!(finds_a_row(by_key.clone()));
    let limited = Select { limit: Some(37), ..by_key.clone() };
    assert!(finds_a_row(limited.clone()));
    for dialect in Dialect::ALL {
        assert!(!select(dialect, &limited).sql().contains("LIMIT"));
    }
    assert!(!finds_a_row(Select { limit: Some(0), ..by_key.clone() }));
    assert!(!finds_a_row(Select { order_by: roles().order_by, ..by_key.clone() }));
    insta::assert_snapshot!(
        sent(select(Dialect::Sqlite, &limited)),
        @"SELECT `__model_gather`(`id`, `name`) FROM `roles` WHERE `id` = ? HAVING FALSE"
    );
    assert!(!finds_a_row(Select { offset: Some(0), ..by_key.clone() }));
    assert!(!finds_a_row(Select { columns: Columns::Count, ..by_key }));
    assert!(!finds_a_row(Select { filter: by("name", one.clone()), ..Select::all(&ROLES) }));
    assert!(!finds_a_row(Select { filter: by("id", Expr::Column("name")), ..Select::all(&ROLES) }));
    let ge = Some(Expr::binary(BinaryOp::Ge, Expr::Column("id"), one));
    assert!(!finds_a_row(Select { filter: ge, ..Select::all(&ROLES) }));
}

#[test]
fn query_of_a_row_or_two_is_no_list() {
    let sqlite = Dialect::Sqlite;
    assert!(is_list(select(sqlite, &Select { limit: Some(3), ..roles() })));
    assert!(!is_list(select(sqlite, &Select { limit: Some(2), ..roles() })));
    assert!(!is_list(select(sqlite, &Select { columns: Columns::Count, ..roles() })));
    assert!(!is_list(select(sqlite, &Select { columns: Columns::Exists, ..roles() })));
    let of = |items: Vec<Expr>, group_by: Vec<Expr>| {
        let select = Select::all(&ROLES);
        selection(sqlite, &Selection { select, items, group_by, having: None })
    };
    let count = || Expr::Aggregate(Aggregate::count_rows());
    assert!(is_list(of(vec![Expr::Column("id")], vec![])));
    assert!(!is_list(of(vec![count()], vec![])));
    assert!(is_list(of(vec![count()], vec![Expr::Column("name")])));
}
