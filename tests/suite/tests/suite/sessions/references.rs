//! References that lead nowhere are refused before anything is sent.

use std::panic::{AssertUnwindSafe, catch_unwind};

use model_runtime::{Error, ErrorKind, prelude::*};

use super::{Role, SCHEMA, Task, User};
use crate::each::each;
use crate::sent::logged;

/// Commits, and answers the error of a reference; nothing was sent.
async fn refused(session: &mut Session, db: &Db) -> Error {
    let (answer, log) = logged(session.commit(db)).await;
    assert_eq!(log, Vec::<String>::new());
    let error = answer.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidReference, "{error:?}");
    error
}

#[tokio::test]
async fn reference_of_another_session_is_refused() {
    each(SCHEMA, async |db| {
        let mut other = Session::new();
        let role = other.add(Role::create().name("r"));
        let mut session = Session::default();
        let own = session.add(Role::create().name("own"));
        let fred = session.add(User::create().username("fred").role(role));
        let error = refused(&mut session, &db).await;
        assert_eq!((error.model(), error.fields()), (Some("User"), ["role_id"].as_slice()));
        other.commit(&db).await.unwrap();
        refused(&mut session, &db).await;
        session.replace(fred, User::create().username("fred").role(&other[role]));
        session.commit(&db).await.unwrap();
        assert_eq!(session[fred].role_id, Some(other[role].id));
        assert!(session.get(role).is_none() && other.get(own).is_none());
        session.set(fred, User::ROLE, role);
        refused(&mut session, &db).await;
        session.set(fred, User::ROLE, own);
        session.commit(&db).await.unwrap();
        assert_eq!(session[fred].role_id, Some(session[own].id));
    })
    .await;
}

#[tokio::test]
async fn reference_to_a_record_that_is_gone_is_refused() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let stored = session.add(Role::create().name("stored"));
        session.commit(&db).await.unwrap();
        let forgotten = session.add(Role::create().name("forgotten"));
        session.delete(stored);
        session.forget(forgotten);
        for role in [stored, forgotten] {
            let fred = session.add(User::create().username("fred").role(role));
            refused(&mut session, &db).await;
            session.forget(fred);
        }
        session.commit(&db).await.unwrap();
        assert_eq!(Role::query().count(&db).await.unwrap(), 0);
        let fred = session.add(User::create().username("fred"));
        session.set(fred, User::ROLE, stored);
        refused(&mut session, &db).await;
        session.set(fred, User::ROLE, None);
        session.commit(&db).await.unwrap();
        assert_eq!(session[fred].role_id, None);
    })
    .await;
}

#[tokio::test]
async fn what_is_asked_of_a_record_that_is_not_there_is_told_until_it_is_forgotten() {
    each(SCHEMA, async |db| {
        let mut other = Session::new();
        let foreign = other.add(Role::create().name("r"));
        let mut session = Session::new();
        session.delete(foreign);
        assert_eq!(refused(&mut session, &db).await.model(), Some("Role"));
        session.forget(foreign);
        session.replace(foreign, Role::create().name("x"));
        refused(&mut session, &db).await;
        session.forget(foreign);
        let stored = session.add(Role::create().name("stored"));
        session.commit(&db).await.unwrap();
        session.replace(stored, Role::create().name("x"));
        let error = refused(&mut session, &db).await;
        assert!(error.to_string().contains("stored already"), "{error}");
        session.forget(stored);
        assert_eq!(session.commit(&db).await.unwrap().inserted, 0);
        assert_eq!(Role::query().one(&db).await.unwrap().name, "stored");
    })
    .await;
}

#[tokio::test]
async fn reference_to_a_stored_record_is_its_key() {
    each(SCHEMA, async |db| {
        let role = Role::create().name("r").insert(&db).await.unwrap();
        let mut session = Session::new();
        let role = session.attach(role);
        let fred = session.add(User::create().username("fred").role(role));
        let (done, log) = logged(session.commit(&db)).await;
        assert_eq!(done.unwrap().inserted, 1);
        assert_eq!(log.iter().filter(|line| line.contains("INSERT")).count(), 1);
        assert_eq!(session[fred].role_id, Some(session[role].id));
    })
    .await;
}

#[tokio::test]
async fn relation_is_set_to_records_and_to_none() {
    each(SCHEMA, async |db| {
        let role = Role::create().name("r").insert(&db).await.unwrap();
        let mut session = Session::new();
        let fred = session.add(User::create().username("fred"));
        session.set(fred, User::ROLE, &role);
        session.commit(&db).await.unwrap();
        assert_eq!(session[fred].role_id, Some(role.id));
        session.set(fred, User::ROLE, None);
        assert_eq!(session.commit(&db).await.unwrap().updated, 1);
        assert_eq!(session[fred].role_id, None);
        session.set(fred, User::ROLE, &role);
        session[fred].role_id = None;
        session.set(fred, User::ROLE, &role);
        assert_eq!(session.commit(&db).await.unwrap().updated, 1);
        session.set(fred, User::ROLE, None);
        session[fred].role_id = Some(role.id + 1);
        assert!(
            session.commit(&db).await.unwrap_err().is_foreign_key_violation(),
            "assigned later"
        );
        session[fred].role_id = Some(role.id);
        session.set(fred, User::ROLE, Some(&role));
        assert_eq!(session.commit(&db).await.unwrap().updated, 0);
        assert_eq!(User::query().one(&db).await.unwrap().role_id, Some(role.id));
    })
    .await;
}

#[tokio::test]
async fn record_that_is_not_stored_can_not_be_indexed() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let fred = session.add(User::create().username("fred"));
        let task = session.add(Task::create().title("t").owner(fred));
        let age = |session: &Session| catch_unwind(AssertUnwindSafe(|| session[fred].age)).ok();
        assert_eq!((age(&session), session.get_mut(fred).is_none()), (None, true));
        assert_eq!((session.refs::<User>(), session.refs::<Task>()), (vec![fred], vec![task]));
        session.commit(&db).await.unwrap();
        assert_eq!(age(&session), Some(18));
        session.delete(task);
        session.commit(&db).await.unwrap();
        assert!(session.get(task).is_none());
        session.forget(fred);
        assert_eq!(age(&session), None);
    })
    .await;
}

/// What the builder said was said over: the first parent is referred to no more.
#[tokio::test]
async fn new_record_that_was_set_to_another_parent_lets_the_first_one_go() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let [first, second] = ["a", "b"].map(|name| session.add(User::create().username(name)));
        session.commit(&db).await.unwrap();
        let task = session.add(Task::create().title("t").owner(first));
        session.set(task, Task::OWNER, second);
        session.delete(first);
        session.commit(&db).await.unwrap();
        assert_eq!(session[task].owner_id, session[second].id);
        assert_eq!(User::query().count(&db).await.unwrap(), 1);
    })
    .await;
}
