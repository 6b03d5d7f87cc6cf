//! An `await` is a statement: how many are sent, what they say, and what their log does not.

use model_runtime::{ErrorKind, prelude::*};

use super::{Player, SCHEMA, Team, players};
use crate::each::each;
use crate::sent::logged;

#[tokio::test]
async fn each_write_of_one_record_is_one_statement() {
    each(SCHEMA, async |db| {
        let (player, log) = logged(Player::create().name("a").age(1).insert(&db)).await;
        let mut player = player.unwrap();
        assert_eq!(log.len(), 1, "{log:#?}");
        assert!(log[0].contains("INSERT INTO") && log[0].contains("RETURNING"), "{log:?}");
        let (done, log) = logged(player.save(&db)).await;
        done.unwrap();
        assert!(log.len() == 1 && log[0].contains("UPDATE"), "{log:#?}");
        let (done, log) = logged(player.delete(&db)).await;
        done.unwrap();
        assert!(log.len() == 1 && log[0].contains("DELETE FROM"), "{log:#?}");
        let (found, log) = logged(Player::find(player.id).one_or_none(&db)).await;
        assert_eq!((found.unwrap(), log.len()), (None, 1));
    })
    .await;
}

#[tokio::test]
async fn update_names_only_the_columns_that_are_set() {
    each(SCHEMA, async |db| {
        let team = Team::create().name("t").insert(&db).await.unwrap();
        let player = players(&db, 1).await.remove(0);
        let (done, log) = logged(player.update().set(Player::TEAM, &team).run(&db)).await;
        done.unwrap();
        assert_eq!(log.len(), 1);
        assert!(log[0].contains("team_id"), "{log:?}");
        for column in ["name", "age", "score"] {
            assert!(!log[0].contains(column), "{log:?}");
        }
        let (done, log) = logged(player.update().run(&db)).await;
        assert_eq!((done.is_ok(), log), (true, vec![]), "nothing is set, nothing is sent");
    })
    .await;
}

#[tokio::test]
async fn many_rows_take_few_statements() {
    each(SCHEMA, async |db| {
        for (rows, most) in [(0, 0), (1, 1), (3, 1), (2_500, 8)] {
            let creates = (0..rows).map(|at| Player::create().name(format!("{rows} {at}")).age(1));
            let (stored, log) = logged(Player::insert_all(&db, creates)).await;
            assert_eq!(stored.unwrap().len(), rows);
            assert!(log.len() <= most && (rows == 0) == log.is_empty(), "{rows}: {log:#?}");
        }
    })
    .await;
}

#[tokio::test]
async fn refused_write_sends_nothing() {
    each(SCHEMA, async |db| {
        let mut player = players(&db, 1).await.remove(0);
        player.name = "x".repeat(21);
        let none = || Player::filter(None);
        let create = || Player::create().name("a\0").age(1);
        let refusals = async {
            [
                none().delete(&db).await.unwrap_err(),
                none().update().set(Player::AGE, 1).run(&db).await.unwrap_err(),
                Player::filter(Player::AGE.eq(1)).limit(1).delete(&db).await.unwrap_err(),
                player.save(&db).await.unwrap_err(),
                player.update().set(Player::NAME, "\0").run(&db).await.unwrap_err(),
                Player::filter(Player::NAME.eq("\0")).all(&db).await.unwrap_err(),
                create().insert(&db).await.unwrap_err(),
                Player::insert_all(&db, [create(), create()]).await.unwrap_err(),
            ]
        };
        let (errors, log) = logged(refusals).await;
        use ErrorKind::{InvalidValue, TooLong, Unfiltered, Unsupported};
        let expected = [
            Unfiltered,
            Unfiltered,
            Unsupported,
            TooLong,
            InvalidValue,
            InvalidValue,
            InvalidValue,
            InvalidValue,
        ];
        assert_eq!(errors.map(|error| error.kind()), expected);
        assert_eq!(log, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn log_holds_no_value_and_no_password() {
    each(SCHEMA, async |db| {
        let secret = "s3cret' --";
        let work = async {
            let create = || Player::create().name(secret).age(424_242);
            let player = create().insert(&db).await.unwrap();
            create().insert(&db).await.unwrap_err();
            player.update().set(Player::NAME, "s3cret2").run(&db).await.unwrap();
            Player::filter(Player::NAME.contains("s3cret")).all(&db).await.unwrap();
            Player::filter(Player::AGE.in_list([424_242, 1])).delete(&db).await.unwrap();
        };
        let ((), log) = logged(work).await;
        assert!(log.len() >= 5, "{log:#?}");
        let log = log.join("\n");
        assert!(!log.contains("s3cret") && !log.contains("424"), "{log}");
    })
    .await;
}
