//! Many records at once: in the order in which they were given, all of them or none.

use model_runtime::{ErrorKind, prelude::*};
use test_support::{Kind, Rng, TestDb};
use uuid::Uuid;

use super::{Player, SCHEMA, Team, stored};
use crate::each::each;

#[derive(Model, Debug, Clone, PartialEq)]
struct Event {
    #[primary_key]
    id: Uuid,
    #[unique]
    number: i32,
    note: Option<String>,
    #[default(7)]
    weight: i32,
}

const EVENTS: Schema = schema![Event];

async fn several(db: &Db, count: i32) {
    let ages: Vec<i32> = (0..count).rev().collect();
    let rows = ages.iter().map(|age| Player::create().name(format!("p{age}")).age(*age));
    let players = Player::insert_all(db, rows).await.unwrap();
    assert_eq!(players.iter().map(|player| player.age).collect::<Vec<_>>(), ages);
    assert!(
        players.is_sorted_by_key(|player| player.id),
        "keys count up in the order of the input"
    );
    assert_eq!(stored(db).await, players);
}

#[tokio::test]
async fn no_rows_store_nothing() {
    each(SCHEMA, async |db| several(&db, 0).await).await;
}

#[tokio::test]
async fn one_row_is_stored() {
    each(SCHEMA, async |db| several(&db, 1).await).await;
}

#[tokio::test]
async fn three_rows_are_stored() {
    each(SCHEMA, async |db| several(&db, 3).await).await;
}

#[tokio::test]
async fn two_and_a_half_thousand_rows_are_stored() {
    each(SCHEMA, async |db| several(&db, 2_500).await).await;
}

#[tokio::test]
async fn rows_that_set_different_columns_keep_their_places() {
    each(EVENTS, async |db| {
        let row = |number: i32| {
            let event = Event::create().number(number);
            match number % 4 {
                0 => event,
                1 => event.note(format!("n{number}")),
                2 => event.weight(number),
                _ => event.note(None).weight(number).id(Uuid::from_u128(number as u128)),
            }
        };
        let mut numbers: Vec<i32> = (0..300).collect();
        Rng::seeded().shuffle(&mut numbers);
        let events =
            Event::insert_all(&db, numbers.iter().map(|number| row(*number))).await.unwrap();
        assert_eq!(events.iter().map(|event| event.number).collect::<Vec<_>>(), numbers);
        for event in &events {
            let number = event.number;
            let (note, weight) = match number % 4 {
                0 => (None, 7),
                1 => (Some(format!("n{number}")), 7),
                _ => (None, number),
            };
            assert_eq!((&event.note, event.weight), (&note, weight), "{number}");
            let own = event.id == Uuid::from_u128(number as u128);
            assert_eq!(own, number % 4 == 3, "{number}");
        }
        let mut found = Event::query().all(&db).await.unwrap();
        found.sort_by_key(|event| numbers.iter().position(|number| *number == event.number));
        assert_eq!(found, events);
    })
    .await;
}

#[tokio::test]
async fn rows_with_generated_and_given_keys_mix() {
    each(SCHEMA, async |db| {
        let row = |name: &str| Player::create().name(name).age(1);
        let rows = [row("a"), row("b").id(9_000), row("c"), row("d").id(8_000), row("e")];
        let players = Player::insert_all(&db, rows).await.unwrap();
        let names: Vec<_> = players.iter().map(|player| player.name.as_str()).collect();
        assert_eq!(names, ["a", "b", "c", "d", "e"]);
        assert_eq!((players[1].id, players[3].id), (9_000, 8_000));
        for player in players {
            assert_eq!(Player::find(player.id).one(&db).await.unwrap(), player);
        }
    })
    .await;
}

#[tokio::test]
async fn one_bad_row_stores_none() {
    each(SCHEMA, async |db| {
        let team = Team::create().name("t").insert(&db).await.unwrap();
        for count in [3, 700, 2_500] {
            for (kind, bad) in [
                (ErrorKind::Unique, Player::create().name("p1").age(1)),
                (ErrorKind::Check, Player::create().name("bad").age(-1)),
                (ErrorKind::ForeignKey, Player::create().name("bad").age(1).team_id(team.id + 1)),
                (ErrorKind::TooLong, Player::create().name("x".repeat(21)).age(1)),
            ] {
                let row = |age: i32| Player::create().name(format!("p{age}")).age(age);
                let rows = (0..count).map(|age| row(age).team_id(Some(team.id)));
                let rows = rows.chain([match kind {
                    ErrorKind::ForeignKey => bad.team_id(team.id + 1),
                    _ => bad.team_id(None),
                }]);
                let error = Player::insert_all(&db, rows.collect::<Vec<_>>()).await.unwrap_err();
                assert_eq!((error.kind(), error.model()), (kind, Some("Player")), "{error:?}");
                assert_eq!(Player::query().count(&db).await.unwrap(), 0, "{kind:?}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn bad_row_of_another_shape_stores_none_either() {
    each(EVENTS, async |db| {
        let first = Event::create().number(0).insert(&db).await.unwrap();
        let row = |number: i32| Event::create().number(number);
        let rows = [row(1), row(2).note("x"), row(3).weight(1), row(0).note("duplicate").weight(2)];
        let error = Event::insert_all(&db, rows).await.unwrap_err();
        assert!(error.violates(Event::NUMBER), "{error:?}");
        assert_eq!(Event::query().one(&db).await.unwrap(), first);
    })
    .await;
}

#[tokio::test]
async fn duplicate_own_key_within_the_rows_stores_none() {
    each(EVENTS, async |db| {
        let row = |number: i32| Event::create().id(Uuid::from_u128(5)).number(number);
        let error = Event::insert_all(&db, [row(1), row(2)]).await.unwrap_err();
        assert!(error.is_unique_violation() && error.violates(Event::ID), "{error:?}");
        assert_eq!(Event::query().count(&db).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn rows_are_stored_within_a_transaction_and_go_with_it() {
    each(SCHEMA, async |db| {
        let mut tx = db.begin().await.unwrap();
        let row = |name: String| Player::create().name(name).age(1);
        let players =
            Player::insert_all(&mut tx, (0..700).map(|at| row(format!("p{at}")))).await.unwrap();
        assert_eq!(Player::query().count(&mut tx).await.unwrap(), players.len() as u64);
        tx.rollback().await.unwrap();
        assert_eq!(Player::query().count(&db).await.unwrap(), 0);
    })
    .await;
}

/// MySQL, unlike MariaDB, has no INSERT … RETURNING; so a MariaDB server is treated as one.
async fn without_returning(schema: Schema, test: impl AsyncFn(Db)) {
    let Some(database) = TestDb::new(Kind::MySql).await else { return };
    let db = Db::builder(database.url()).without_returning().connect().await.unwrap();
    db.create_all(&schema).await.unwrap();
    test(db).await;
}

#[tokio::test]
async fn mysql_without_returning_answers_the_stored_records() {
    without_returning(SCHEMA, async |db| {
        let team = Team::create().name("t").insert(&db).await.unwrap();
        let player = Player::create().name("one").age(3).team(&team).insert(&db).await.unwrap();
        assert_eq!((player.name.as_str(), player.team_id), ("one", Some(team.id)));
        assert_eq!(Player::find(player.id).one(&db).await.unwrap(), player);
        player.delete(&db).await.unwrap();
        several(&db, 300).await;
        let error = Player::create().name("p7").age(3).insert(&db).await.unwrap_err();
        assert!(error.violates(Player::NAME), "{error:?}");
    })
    .await;
}

#[tokio::test]
async fn mysql_without_returning_answers_defaults_and_own_keys() {
    without_returning(EVENTS, async |db| {
        let event = Event::create().number(1).insert(&db).await.unwrap();
        assert_eq!((event.weight, event.id.get_version_num()), (7, 7));
        let own = Uuid::from_u128(3);
        let rows = [Event::create().number(2).id(own), Event::create().number(3).note("n")];
        let events = Event::insert_all(&db, rows).await.unwrap();
        assert_eq!((events[0].id, events[1].note.as_deref()), (own, Some("n")));
        assert!(events.iter().all(|event| event.weight == 7));
        let rows = [Event::create().number(4), Event::create().number(1)];
        let error = Event::insert_all(&db, rows).await.unwrap_err();
        assert!(error.violates(Event::NUMBER), "{error:?}");
        assert_eq!(Event::query().count(&db).await.unwrap(), 3);
    })
    .await;
}
