use super::fixtures::*;
use crate::dialect::{Answer, Dialect, Statement, gathered, select, selection};
use crate::query::{Aggregate, Columns, Expr, Order, Select, Selection};

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
    matches!(statement.into_parts().unwrap().0.answer, Answer::List(_))
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
