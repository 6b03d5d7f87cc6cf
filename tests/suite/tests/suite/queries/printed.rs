//! Every statement prints, in every dialect, without a database.

use model_runtime::{Statement, Value, prelude::*};

use super::Item;

fn printed(render: impl Fn(Dialect) -> Statement) -> [String; 3] {
    Dialect::ALL.map(|dialect| render(dialect).to_string())
}

#[test]
fn query_prints_in_every_dialect() {
    let query = Item::filter(Item::AGE.gt(3) & Item::NICK.is_null()).order_by(Item::NAME).limit(2);
    let [sqlite, postgres, mysql] = printed(|dialect| query.to_sql(dialect));
    for (sql, quote) in [(&sqlite, '`'), (&postgres, '"'), (&mysql, '`')] {
        assert!(sql.starts_with(&format!("SELECT {quote}id{quote}, {quote}name{quote}")), "{sql}");
        assert!(sql.contains(&format!("FROM {quote}item{quote} WHERE")), "{sql}");
        assert!(sql.contains(&format!("{quote}nick{quote} IS NULL")), "{sql}");
        assert!(sql.contains("ORDER BY") && sql.contains("LIMIT"), "{sql}");
    }
    assert!(postgres.contains("$1") && !postgres.contains('?'), "{postgres}");
    assert!(sqlite.contains('?') && mysql.contains('?'), "{sqlite} {mysql}");
}

#[test]
fn values_are_binds_and_not_text() {
    let secret = "s3cret' -- \"`";
    let query = Item::filter(Item::NAME.eq(secret) | Item::NICK.contains(secret));
    let create = Item::create().name(secret).age(1).active(true);
    let update = Item::filter(Item::AGE.eq(1)).update().set(Item::NAME, secret);
    for dialect in Dialect::ALL {
        for statement in [query.to_sql(dialect), create.to_sql(dialect), update.to_sql(dialect)] {
            assert!(!statement.to_string().contains("s3cret"), "{statement}");
            assert!(!statement.sql().contains("s3cret"), "{statement}");
            let bound =
                |value: &Value| matches!(value, Value::Text(text) if text.contains("s3cret"));
            assert!(statement.binds().iter().any(bound), "{statement}");
            assert!(statement.refusal().is_none());
        }
    }
}

#[test]
fn refused_statement_says_why_before_it_is_sent() {
    for dialect in Dialect::ALL {
        let statement = Item::filter(Item::NAME.eq("\0")).to_sql(dialect);
        assert_eq!(statement.refusal().unwrap().kind(), model_runtime::ErrorKind::InvalidValue);
        let update = Item::query().update().set(Item::AGE, 1).to_sql(dialect);
        assert_eq!(update.refusal().unwrap().kind(), model_runtime::ErrorKind::Unfiltered);
        let everything = Item::query().everything().update().set(Item::AGE, 1).to_sql(dialect);
        assert!(everything.refusal().is_none());
    }
}

#[test]
fn equal_shapes_print_equal_text() {
    for dialect in Dialect::ALL {
        let text = |names: &[&str]| {
            Item::filter(Item::NAME.in_list(names.iter().copied())).to_sql(dialect).to_string()
        };
        assert_eq!(text(&["a", "b", "c"]), text(&["d", "e", "f", "g"]), "lists are padded");
        let page = |offset| {
            Item::query().order_by(Item::ID).limit(10).offset(offset).to_sql(dialect).to_string()
        };
        assert_eq!(page(0), page(20));
    }
}
