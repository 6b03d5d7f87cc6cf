//! Changes of stored records: only what differs is written, and what is the same in one statement.

use chrono::{DateTime, TimeDelta, Utc};
use model_runtime::{ErrorKind, prelude::*};

use super::{Grade, Role, SCHEMA, User, of, usernames};
use crate::each::each;
use crate::sent::logged;

async fn user(db: &Db, name: &str) -> User {
    User::create().username(name).insert(db).await.unwrap()
}

#[tokio::test]
async fn update_sets_only_what_was_changed() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let fred = session.add(User::create().username("fred"));
        session.commit(&db).await.unwrap();
        session[fred].username = "frederick".into();
        let (done, log) = logged(session.commit(&db)).await;
        let done = done.unwrap();
        assert_eq!((done.inserted, done.updated, done.deleted), (0, 1, 0));
        let updates = of(&log, "UPDATE");
        assert_eq!((updates.len(), log.len()), (1, log.len().min(3)), "{log:#?}");
        assert!(updates[0].contains("username"), "{log:#?}");
        for column in ["age", "email", "seen", "role_id"] {
            assert!(!updates[0].contains(column), "{log:#?}");
        }
        assert_eq!(usernames(&db).await, ["frederick"]);
    })
    .await;
}

#[tokio::test]
async fn nothing_changed_sends_nothing() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let (done, log) = logged(session.commit(&db)).await;
        assert_eq!((done.unwrap().inserted, log), (0, vec![]), "an empty session");
        let fred = session.attach(user(&db, "fred").await);
        session[fred].username = "x".into();
        session[fred].username = "fred".into();
        let _ = session.get_mut(fred);
        let (done, log) = logged(session.commit(&db)).await;
        assert_eq!((done.unwrap().updated, log), (0, vec![]), "changed back");
        session[fred].username = "x".into();
        session.commit(&db).await.unwrap();
        let (done, log) = logged(session.commit(&db)).await;
        assert_eq!((done.unwrap().updated, log), (0, vec![]), "committed already");
    })
    .await;
}

#[tokio::test]
async fn times_are_compared_as_they_are_stored() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let fred = session.attach(user(&db, "fred").await);
        let time = DateTime::<Utc>::from_timestamp_micros(1_700_000_000_123_456).unwrap();
        session[fred].seen = Some(time + TimeDelta::nanoseconds(789));
        assert_eq!(session.commit(&db).await.unwrap().updated, 1);
        assert_eq!(session[fred].seen, Some(time), "the record in hand equals the stored one");
        session[fred].seen = Some(time + TimeDelta::nanoseconds(5));
        let (done, log) = logged(session.commit(&db)).await;
        assert_eq!((done.unwrap().updated, log), (0, vec![]));
        assert_eq!(session[fred].seen, Some(time));
    })
    .await;
}

#[tokio::test]
async fn equal_updates_share_a_statement() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let users = session.add_all((0..2_500).map(|at| User::create().username(at.to_string())));
        session.commit(&db).await.unwrap();
        for (at, user) in users.iter().enumerate() {
            session[*user].age = if at % 10 == 0 { 30 } else { 40 };
        }
        session[users[7]].email = Some("seven".into());
        let (done, log) = logged(session.commit(&db)).await;
        assert_eq!(done.unwrap().updated, 2_500);
        assert_eq!(of(&log, "UPDATE").len(), 3, "{log:#?}");
        assert_eq!(User::filter(User::AGE.eq(30)).count(&db).await.unwrap(), 250);
        assert_eq!(User::filter(User::AGE.eq(40)).count(&db).await.unwrap(), 2_250);
        let seven = User::find_by_username("7").one(&db).await.unwrap();
        assert_eq!((seven.age, seven.email.as_deref()), (40, Some("seven")));
    })
    .await;
}

#[tokio::test]
async fn rows_with_keys_of_two_columns_are_changed_and_deleted() {
    each(SCHEMA, async |db| {
        let fred = user(&db, "fred").await;
        let mut session = Session::new();
        let subjects = ["a", "b", "c", "d"];
        let grades = subjects.map(|it| Grade::create().user(&fred).subject(it).points(1));
        let grades = session.add_all(grades);
        session.commit(&db).await.unwrap();
        assert_eq!(session[grades[2]].subject, "c");
        session[grades[0]].points = 5;
        session[grades[1]].points = 5;
        session.delete(grades[2]);
        session.delete(grades[3]);
        let (done, log) = logged(session.commit(&db)).await;
        let done = done.unwrap();
        assert_eq!((done.updated, done.deleted), (2, 2));
        assert_eq!((of(&log, "UPDATE").len(), of(&log, "DELETE").len()), (1, 1), "{log:#?}");
        let left = Grade::query().order_by(Grade::SUBJECT).all(&db).await.unwrap();
        let left: Vec<_> = left.iter().map(|it| (it.subject.as_str(), it.points)).collect();
        assert_eq!(left, [("a", 5), ("b", 5)]);
    })
    .await;
}

#[tokio::test]
async fn row_that_is_gone_is_told_and_nothing_is_stored() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let gone = session.attach(user(&db, "gone").await);
        let other = session.attach(user(&db, "other").await);
        session[gone].delete(&db).await.unwrap();
        session[gone].age = 1;
        session[other].age = 1;
        let new = session.add(Role::create().name("r"));
        let error = session.commit(&db).await.unwrap_err();
        assert_eq!((error.kind(), error.model()), (ErrorKind::NotFound, Some("User")));
        assert_eq!(Role::query().count(&db).await.unwrap(), 0);
        assert_eq!(User::query().one(&db).await.unwrap().age, 18);
        session.forget(gone);
        let done = session.commit(&db).await.unwrap();
        assert_eq!((done.inserted, done.updated), (1, 1));
        assert_eq!((session[other].age, session[new].name.as_str()), (1, "r"));
        session[other].delete(&db).await.unwrap();
        session.delete(other);
        let error = session.commit(&db).await.unwrap_err();
        assert_eq!((error.kind(), error.model()), (ErrorKind::NotFound, Some("User")));
    })
    .await;
}

#[tokio::test]
async fn changed_primary_key_is_refused_before_anything_is_sent() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let fred = session.attach(user(&db, "fred").await);
        let id = session[fred].id;
        session[fred].id += 1;
        let (error, log) = logged(session.commit(&db)).await;
        let error = error.unwrap_err();
        assert_eq!((error.kind(), error.fields()), (ErrorKind::Unsupported, ["id"].as_slice()));
        assert_eq!(log, Vec::<String>::new());
        session[fred].id = id;
        session[fred].age = 3;
        assert_eq!(session.commit(&db).await.unwrap().updated, 1);
    })
    .await;
}

#[tokio::test]
async fn value_that_can_not_be_stored_is_refused_before_anything_is_sent() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let fred = session.attach(user(&db, "fred").await);
        session[fred].username = "x".repeat(41);
        let (error, log) = logged(session.commit(&db)).await;
        let error = error.unwrap_err();
        assert_eq!((error.kind(), error.model()), (ErrorKind::TooLong, Some("User")));
        assert_eq!((error.fields(), log), (["username"].as_slice(), vec![]));
    })
    .await;
}
