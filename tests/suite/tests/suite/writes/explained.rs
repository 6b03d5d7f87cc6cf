//! What runs can be explained, and printed, without anything being changed.

use model_runtime::{ErrorKind, Statement, Value, prelude::*};

use super::{Player, SCHEMA, Team, players, stored};
use crate::each::{each, each_with};
use crate::sent::logged;

/// Says what it says, and only asks: the one statement that is sent is an EXPLAIN.
async fn only_asks(plan: impl Future<Output = Result<String>>) -> String {
    let (plan, log) = logged(plan).await;
    let plan = plan.unwrap();
    assert!(log.len() == 1 && log[0].contains("EXPLAIN "), "{log:#?}");
    assert!(!plan.trim().is_empty());
    plan
}

#[tokio::test]
async fn everything_that_runs_is_explained_and_nothing_is_changed() {
    each(SCHEMA, async |db| {
        let before = players(&db, 4).await;
        let young = || Player::filter(Player::AGE.lt(3));
        only_asks(young().explain(&db)).await;
        only_asks(young().count_explain(&db)).await;
        only_asks(young().exists_explain(&db)).await;
        only_asks(young().delete_explain(&db)).await;
        only_asks(Player::query().everything().delete_explain(&db)).await;
        only_asks(young().update().set(Player::AGE, 9).explain(&db)).await;
        only_asks(before[0].update().set(Player::AGE, 9).explain(&db)).await;
        only_asks(before[0].delete_explain(&db)).await;
        let changed = Player { age: 9, ..before[0].clone() };
        only_asks(changed.save_explain(&db)).await;
        let row = |name: &str| Player::create().name(name).age(9);
        only_asks(row("x").explain(&db)).await;
        only_asks(Player::insert_all_explain(&db, [row("x"), row("y")])).await;
        assert_eq!(stored(&db).await, before);
        let next = row("x").insert(&db).await.unwrap();
        assert_eq!(stored(&db).await.len(), 5, "{next:?}");
    })
    .await;
}

#[tokio::test]
async fn explained_within_a_transaction_leaves_it_usable() {
    each(SCHEMA, async |db| {
        let before = players(&db, 2).await;
        let mut tx = db.begin().await.unwrap();
        Player::query().everything().delete_explain(&mut tx).await.unwrap();
        before[0].delete_explain(&mut tx).await.unwrap();
        let rows = [Player::create().name("x").age(1)];
        Player::insert_all_explain(&mut tx, rows).await.unwrap();
        assert_eq!(Player::query().count(&mut tx).await.unwrap(), 2);
        tx.commit().await.unwrap();
        assert_eq!(stored(&db).await, before);
    })
    .await;
}

#[tokio::test]
async fn plan_without_a_step_is_a_sentence() {
    each_with(SCHEMA, async |database, db| {
        let single = Player::create().name("x").age(1).explain(&db).await.unwrap();
        if database.is_sqlite() {
            assert_eq!(single, "no plan: no row is searched for, the database does it directly");
        } else {
            assert!(!single.starts_with("no plan"), "{single}");
        }
        let (none, log) =
            logged(Team::insert_all_explain(&db, [Team::create().name("x")].into_iter().take(0)))
                .await;
        assert!(none.unwrap().starts_with("no plan"));
        assert!(log.is_empty(), "no rows, no statement: {log:#?}");
    })
    .await;
}

#[tokio::test]
async fn refused_statement_is_refused_when_explained() {
    each(SCHEMA, async |db| {
        let player = players(&db, 1).await.remove(0);
        let long = "x".repeat(21);
        let row = |name: &str| Player::create().name(name).age(1);
        let all = || Player::query();
        let ((), log) = logged(async {
            for (error, kind, fields) in [
                (all().delete_explain(&db).await, ErrorKind::Unfiltered, &[][..]),
                (all().limit(1).delete_explain(&db).await, ErrorKind::Unsupported, &[]),
                (
                    Player { name: long.clone(), ..player.clone() }.save_explain(&db).await,
                    ErrorKind::TooLong,
                    &["name"],
                ),
                (
                    Player::insert_all_explain(&db, [row("x"), row(&long)]).await,
                    ErrorKind::TooLong,
                    &["name"],
                ),
            ] {
                let error = error.unwrap_err();
                assert_eq!((error.kind(), error.model()), (kind, Some("Player")), "{error:?}");
                assert_eq!(error.fields(), fields);
            }
        })
        .await;
        assert!(log.is_empty(), "{log:#?}");
        for dialect in Dialect::ALL {
            let refused = Player::insert_all_to_sql(dialect, [row("x"), row(&long)]);
            let [refused] = refused.as_slice() else { panic!("{refused:?}") };
            let error = refused.refusal().unwrap();
            assert_eq!((error.kind(), error.model()), (ErrorKind::TooLong, Some("Player")));
        }
    })
    .await;
}

#[tokio::test]
async fn rendered_inserts_are_those_that_are_sent() {
    each_with(SCHEMA, async |database, db| {
        let team = Team::create().name("t").insert(&db).await.unwrap();
        let rows = || {
            (0..2_500).map(|at| {
                let row = Player::create().name(format!("p{at}")).age(at);
                if at % 2 == 0 { row.team(&team) } else { row.team(None).score(7) }
            })
        };
        let rendered = Player::insert_all_to_sql(db.dialect(), rows());
        let binds: usize = rendered.iter().map(|statement| statement.binds().len()).sum();
        let (stored, log) = logged(Player::insert_all(&db, rows())).await;
        stored.unwrap();
        let sent: Vec<_> = log.iter().filter(|line| line.contains("INSERT")).collect();
        if database.is_mysql() && !sent[0].contains("VALUES (?, ?, ?), ") {
            return crate::each::skip(database, "it takes one row at a time");
        }
        assert_eq!(rendered.len(), sent.len());
        for (rendered, sent) in rendered.iter().zip(sent) {
            assert!(sent.contains(rendered.sql()), "{rendered}\n{sent}");
            assert!(rendered.refusal().is_none());
        }
        let arrays = db.dialect() == Dialect::Postgres;
        assert_eq!(binds, if arrays { 3 + 4 } else { 1_250 * 3 + 1_250 * 4 });
    })
    .await;
}

#[test]
fn inserts_of_many_rows_hold_their_values_in_order() {
    let rows = || ["a", "b"].map(|name| Team::create().name(name));
    let text = |name: &str| Value::Text(name.to_owned());
    for dialect in [Dialect::Sqlite, Dialect::MySql] {
        let statements = Team::insert_all_to_sql(dialect, rows());
        let [only] = statements.as_slice() else { panic!("{statements:?}") };
        assert!(only.sql().starts_with("INSERT INTO `team` (`name`) VALUES (?), (?)"), "{only}");
        assert_eq!(only.binds(), [text("a"), text("b")]);
    }
    let statements = Team::insert_all_to_sql(Dialect::Postgres, rows());
    let [only] = statements.as_slice() else { panic!("{statements:?}") };
    assert!(only.sql().contains("UNNEST"), "{only}");
    assert!(matches!(only.binds(), [Value::Array(values, _)] if *values == [text("a"), text("b")]));
    let none: Vec<Statement> = Team::insert_all_to_sql(Dialect::Sqlite, rows().into_iter().take(0));
    assert!(none.is_empty());
}
