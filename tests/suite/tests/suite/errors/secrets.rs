//! No value and no password in what errors and handles show.

use std::error::Error as _;

use model_runtime::{ErrorKind, prelude::*};

use super::{Owner, Pet, SCHEMA, owner};
use crate::each::{each, each_with};

/// Everything an error reporter prints.
fn reported(error: &Error) -> String {
    let mut shown = format!("{error}\n{error:?}\n{error:#?}");
    let mut source = error.source();
    while let Some(cause) = source {
        shown += &format!("\n{cause}\n{cause:?}");
        source = cause.source();
    }
    shown
}

#[tokio::test]
async fn values_are_in_no_error() {
    const SECRET: &str = "s3cret-value";
    each(SCHEMA, async |db| {
        let fred = owner(&db).await;
        Owner::create().email(SECRET).insert(&db).await.unwrap();
        let pet = || Pet::create().name(SECRET).chip(424_242);
        pet().age(1).owner(&fred).insert(&db).await.unwrap();
        let too_long = SECRET.repeat(10);
        let errors = [
            Owner::create().email(SECRET).insert(&db).await.unwrap_err(),
            Owner::create().email(too_long).insert(&db).await.unwrap_err(),
            Owner::create().email(format!("{SECRET}\0")).insert(&db).await.unwrap_err(),
            pet().age(1).owner(&fred).insert(&db).await.unwrap_err(),
            pet().age(-424_242).owner(&fred).insert(&db).await.unwrap_err(),
            pet().age(1).owner_id(424_242).insert(&db).await.unwrap_err(),
            Owner::find_by_email(format!("{SECRET}.")).one(&db).await.unwrap_err(),
            fred.update().set(Owner::EMAIL, SECRET).run(&db).await.unwrap_err(),
            Owner::insert_all(&db, [Owner::create().email(SECRET)]).await.unwrap_err(),
        ];
        for error in errors {
            let shown = reported(&error);
            assert!(!shown.contains("s3cret") && !shown.contains("424"), "{shown}");
        }
    })
    .await;
}

#[tokio::test]
async fn values_are_not_in_the_cause_of_an_aborted_transaction() {
    each(SCHEMA, async |db| {
        owner(&db).await;
        let mut tx = db.begin().await.unwrap();
        Owner::create().email("fred@example.org").insert(&mut tx).await.unwrap_err();
        let error = tx.commit().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TxAborted);
        let cause = error.source().expect("the error that ended it");
        assert!(cause.to_string().contains("not unique"), "{cause}");
        assert!(!reported(&error).contains("fred"), "{}", reported(&error));
    })
    .await;
}

#[tokio::test]
async fn what_the_server_said_is_given_on_request_alone() {
    each(SCHEMA, async |db| {
        owner(&db).await;
        let error = Owner::create().email("fred@example.org").insert(&db).await.unwrap_err();
        let detail = error.server_detail().expect("the server said something");
        assert!(!detail.is_empty() && !reported(&error).contains(detail), "{detail}");
    })
    .await;
}

#[tokio::test]
async fn handles_show_neither_password_nor_values() {
    each_with(SCHEMA, async |database, db| {
        let password = database.url().split_once('@').and_then(|(user, _)| user.rsplit_once(':'));
        let password = password.map_or("no password", |(_, password)| password);
        let builder = Db::builder(database.url()).max_connections(1);
        let mut shown = format!("{builder:?} {db:?} {db:#?}");
        let mut conn = db.acquire().await.unwrap();
        shown += &format!("{conn:?}");
        let tx = conn.begin().await.unwrap();
        shown += &format!("{tx:?}");
        drop(tx);
        shown += &format!("{:?}", Owner::create().email("s3cret"));
        assert!(!shown.contains(password) && !shown.contains("s3cret"), "{shown}");
    })
    .await;
}
