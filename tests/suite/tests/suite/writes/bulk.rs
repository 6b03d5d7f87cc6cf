//! Changing and deleting by filter; the answer is the number of rows.

use model_runtime::{ErrorKind, prelude::*};

use super::{Player, SCHEMA, Team, players, stored};
use crate::each::each;

#[tokio::test]
async fn update_answers_how_many_rows_met_the_filter() {
    each(SCHEMA, async |db| {
        players(&db, 5).await;
        let older = || Player::filter(Player::AGE.ge(2));
        assert_eq!(older().update().set(Player::SCORE, 1).run(&db).await.unwrap(), 3);
        // Rows that have the value already are counted as well.
        assert_eq!(older().update().set(Player::SCORE, 1).run(&db).await.unwrap(), 3);
        let none = Player::filter(Player::AGE.gt(50)).update().set(Player::SCORE, 1);
        assert_eq!(none.run(&db).await.unwrap(), 0);
        assert_eq!(older().update().run(&db).await.unwrap(), 0);
        let changed = Player::filter(Player::SCORE.eq(1)).count(&db).await.unwrap();
        assert_eq!(changed, 3);
    })
    .await;
}

#[tokio::test]
async fn update_takes_expressions_relations_and_null() {
    each(SCHEMA, async |db| {
        let team = Team::create().name("t").insert(&db).await.unwrap();
        players(&db, 4).await;
        let update = Player::filter(Player::AGE.lt(2)).update().set(Player::AGE, Player::AGE + 100);
        assert_eq!(update.set(Player::TEAM, &team).run(&db).await.unwrap(), 2);
        let ages: Vec<_> = stored(&db).await.into_iter().map(|player| player.age).collect();
        assert_eq!(ages, [100, 101, 2, 3]);
        assert_eq!(team.players().count(&db).await.unwrap(), 2);
        assert_eq!(team.players().update().set(Player::TEAM, None).run(&db).await.unwrap(), 2);
        assert_eq!(team.players().count(&db).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn delete_answers_how_many_rows_it_removed() {
    each(SCHEMA, async |db| {
        players(&db, 5).await;
        assert_eq!(Player::filter(Player::AGE.ge(3)).delete(&db).await.unwrap(), 2);
        assert_eq!(Player::filter(Player::AGE.ge(3)).delete(&db).await.unwrap(), 0);
        assert_eq!(
            Player::filter(Player::NAME.in_list(["p0", "p1"])).delete(&db).await.unwrap(),
            2
        );
        assert_eq!(stored(&db).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn bulk_write_goes_through_relations() {
    each(SCHEMA, async |db| {
        let reds = Team::create().name("reds").insert(&db).await.unwrap();
        let before = players(&db, 4).await;
        for player in &before[..2] {
            player.update().set(Player::TEAM, &reds).run(&db).await.unwrap();
        }
        let of_reds = || Player::filter(Player::TEAM.has(Team::NAME.eq("reds")));
        assert_eq!(of_reds().update().set(Player::SCORE, 3).run(&db).await.unwrap(), 2);
        assert_eq!(of_reds().delete(&db).await.unwrap(), 2);
        assert_eq!(stored(&db).await, before[2..]);
        let without = Team::filter(Team::PLAYERS.none(None)).delete(&db).await.unwrap();
        assert_eq!(without, 1);
    })
    .await;
}

#[tokio::test]
async fn refused_bulk_write_changes_nothing() {
    each(SCHEMA, async |db| {
        let before = players(&db, 3).await;
        let update =
            |age: i32| Player::query().everything().update().set(Player::AGE, Player::AGE - age);
        let error = update(1).run(&db).await.unwrap_err();
        assert_eq!((error.kind(), error.model()), (ErrorKind::Check, Some("Player")), "{error:?}");
        assert_eq!(error.constraint(), Some("ck_player_age"));
        let same = Player::filter(Player::AGE.ge(0)).update().set(Player::NAME, "same");
        let error = same.run(&db).await.unwrap_err();
        assert!(error.violates(Player::NAME), "{error:?}");
        let long = Player::filter(Player::AGE.ge(0)).update().set(Player::NAME, "x".repeat(21));
        let error = long.run(&db).await.unwrap_err();
        assert_eq!((error.kind(), error.fields()), (ErrorKind::TooLong, &["name"][..]));
        assert_eq!(stored(&db).await, before);
        assert_eq!(update(-1).run(&db).await.unwrap(), 3);
    })
    .await;
}

#[tokio::test]
async fn bulk_write_with_a_limit_is_refused_before_it_is_sent() {
    each(SCHEMA, async |db| {
        let before = players(&db, 3).await;
        let all = || Player::filter(Player::AGE.ge(0));
        for error in [
            all().limit(1).delete(&db).await.unwrap_err(),
            all().offset(1).delete(&db).await.unwrap_err(),
            all().limit(1).update().set(Player::AGE, 5).run(&db).await.unwrap_err(),
            all().limit(1).everything().delete(&db).await.unwrap_err(),
        ] {
            assert_eq!((error.kind(), error.model()), (ErrorKind::Unsupported, Some("Player")));
        }
        assert_eq!(stored(&db).await, before);
    })
    .await;
}
