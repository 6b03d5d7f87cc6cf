//! Changing one record: by columns, by relation, as a whole; and deleting it.

use model_runtime::{ErrorKind, prelude::*};

use super::{Player, SCHEMA, Team, players, stored};
use crate::each::each;

#[tokio::test]
async fn update_sets_only_the_columns_it_names() {
    each(SCHEMA, async |db| {
        let before = players(&db, 3).await;
        let stale = before[1].clone();
        before[1].update().set(Player::SCORE, 5).run(&db).await.unwrap();
        stale.update().set(Player::AGE, 40).run(&db).await.unwrap();
        let expected = Player { age: 40, score: Some(5), ..stale };
        assert_eq!(stored(&db).await, [before[0].clone(), expected, before[2].clone()]);
    })
    .await;
}

#[tokio::test]
async fn update_takes_expressions_and_null() {
    each(SCHEMA, async |db| {
        let player = players(&db, 2).await.remove(1);
        let update = player.update().set(Player::AGE, Player::AGE * 10 + 3).set(Player::SCORE, 7);
        update.run(&db).await.unwrap();
        let after = Player::find(player.id).one(&db).await.unwrap();
        assert_eq!((after.age, after.score), (13, Some(7)));
        let update = after.update().set(Player::SCORE, Player::SCORE + 1).set(Player::AGE, 2);
        update.run(&db).await.unwrap();
        let after = Player::find(player.id).one(&db).await.unwrap();
        assert_eq!((after.age, after.score), (2, Some(8)));
        after.update().set(Player::SCORE, None).run(&db).await.unwrap();
        assert_eq!(Player::find(player.id).one(&db).await.unwrap().score, None);
        after.update().set(Player::SCORE, Player::SCORE + 1).run(&db).await.unwrap();
        assert_eq!(Player::find(player.id).one(&db).await.unwrap().score, None);
    })
    .await;
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Pair {
    #[primary_key]
    id: i64,
    left: i32,
    right: i32,
}

/// SQL's standard says that all right sides see the old row; MySQL goes from left to right.
#[tokio::test]
async fn expressions_of_one_update_see_the_old_values_or_are_refused() {
    const PAIRS: Schema = schema![Pair];
    each(PAIRS, async |db| {
        let pair = Pair::create().left(1).right(2).insert(&db).await.unwrap();
        let swap = pair.update().set(Pair::LEFT, Pair::RIGHT).set(Pair::RIGHT, Pair::LEFT);
        let done = swap.run(&db).await;
        let after = Pair::find(pair.id).one(&db).await.unwrap();
        match done {
            Ok(()) => assert_eq!((after.left, after.right), (2, 1)),
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Unsupported, "{error:?}");
                assert_eq!(after, pair);
            }
        }
        let update = Pair::filter(Pair::ID.eq(pair.id)).update();
        update.set(Pair::LEFT, 10).set(Pair::RIGHT, 20).run(&db).await.unwrap();
        // The order of the assignments can be chosen so that it works everywhere.
        let update = pair.update().set(Pair::LEFT, Pair::LEFT + 1);
        update.set(Pair::RIGHT, Pair::LEFT * 100 + Pair::RIGHT).run(&db).await.unwrap();
        let after = Pair::find(pair.id).one(&db).await.unwrap();
        assert_eq!((after.left, after.right), (11, 1_020));
    })
    .await;
}

#[tokio::test]
async fn later_set_of_a_column_replaces_the_earlier() {
    each(SCHEMA, async |db| {
        let player = players(&db, 1).await.remove(0);
        let update = player.update().set(Player::AGE, 5).set(Player::SCORE, 1).set(Player::AGE, 6);
        update.run(&db).await.unwrap();
        let after = Player::find(player.id).one(&db).await.unwrap();
        assert_eq!((after.age, after.score), (6, Some(1)));
    })
    .await;
}

#[tokio::test]
async fn update_that_changes_nothing_still_finds_its_row() {
    each(SCHEMA, async |db| {
        let player = players(&db, 1).await.remove(0);
        player.update().set(Player::AGE, player.age).run(&db).await.unwrap();
        player.clone().save(&db).await.unwrap();
        player.update().run(&db).await.unwrap();
        assert_eq!(stored(&db).await, [player]);
    })
    .await;
}

#[tokio::test]
async fn relation_is_set_to_a_parent_and_to_none() {
    each(SCHEMA, async |db| {
        let reds = Team::create().name("reds").insert(&db).await.unwrap();
        let blues = Team::create().name("blues").insert(&db).await.unwrap();
        let player = players(&db, 2).await.remove(0);
        let team = async || Player::find(player.id).one(&db).await.unwrap().team_id;
        player.update().set(Player::TEAM, &reds).run(&db).await.unwrap();
        assert_eq!(team().await, Some(reds.id));
        player.update().set(Player::TEAM, Some(&blues)).run(&db).await.unwrap();
        assert_eq!(team().await, Some(blues.id));
        player.update().set(Player::TEAM, None).run(&db).await.unwrap();
        assert_eq!(team().await, None);
        player.update().set(Player::TEAM_ID, reds.id).run(&db).await.unwrap();
        assert_eq!(team().await, Some(reds.id));
        // The relation and its column are one: the later stands.
        let update = player.update().set(Player::TEAM_ID, reds.id).set(Player::TEAM, &blues);
        update.run(&db).await.unwrap();
        assert_eq!(team().await, Some(blues.id));
        assert_eq!(Player::filter(Player::TEAM.is_null()).count(&db).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn save_writes_every_column() {
    each(SCHEMA, async |db| {
        let team = Team::create().name("t").insert(&db).await.unwrap();
        let mut player = players(&db, 2).await.remove(0);
        player.name = "renamed".into();
        player.age = 99;
        player.score = Some(-1);
        player.team_id = Some(team.id);
        let kept = player.clone();
        player.save(&db).await.unwrap();
        assert_eq!(player, kept);
        assert_eq!(Player::find(player.id).one(&db).await.unwrap(), player);
        assert_eq!(Player::query().count(&db).await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn refused_save_changes_nothing() {
    each(SCHEMA, async |db| {
        let before = players(&db, 2).await;
        for (change, kind) in [
            (Player { name: "p1".into(), ..before[0].clone() }, ErrorKind::Unique),
            (Player { age: -1, ..before[0].clone() }, ErrorKind::Check),
            (Player { team_id: Some(77), ..before[0].clone() }, ErrorKind::ForeignKey),
            (Player { name: "ä".repeat(21), ..before[0].clone() }, ErrorKind::TooLong),
        ] {
            let mut change = change;
            let error = change.save(&db).await.unwrap_err();
            assert_eq!((error.kind(), error.model()), (kind, Some("Player")), "{error:?}");
            assert_eq!(stored(&db).await, before);
        }
    })
    .await;
}

#[tokio::test]
async fn record_whose_row_is_gone_is_not_found() {
    each(SCHEMA, async |db| {
        let mut player = players(&db, 2).await.remove(0);
        player.delete(&db).await.unwrap();
        for error in [
            player.update().set(Player::AGE, 5).run(&db).await.unwrap_err(),
            player.save(&db).await.unwrap_err(),
            player.delete(&db).await.unwrap_err(),
        ] {
            assert!(error.is_not_found(), "{error:?}");
            assert_eq!(error.model(), Some("Player"));
        }
        assert_eq!(Player::query().count(&db).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn delete_removes_one_row() {
    each(SCHEMA, async |db| {
        let mut before = players(&db, 3).await;
        before.remove(1).delete(&db).await.unwrap();
        assert_eq!(stored(&db).await, before);
    })
    .await;
}
