//! A commit that fails stores nothing and leaves the session as it was.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use model_runtime::{ErrorKind, prelude::*};

use super::{Comment, Role, SCHEMA, Task, User, usernames};
use crate::each::each;
use crate::sent::logged;

#[tokio::test]
async fn failed_commit_stores_nothing_and_can_be_mended() {
    each(SCHEMA, async |db| {
        User::create().username("taken").insert(&db).await.unwrap();
        let mut session = Session::new();
        let role = session.add(Role::create().name("r"));
        let fred = session.add(User::create().username("taken").role(role));
        let task = session.add(Task::create().title("t").owner(fred));
        for _ in 0..2 {
            let error = session.commit(&db).await.unwrap_err();
            assert!(error.violates(User::USERNAME), "{error:?}");
            assert_eq!(Role::query().count(&db).await.unwrap(), 0);
            assert!(session.get(role).is_none() && session.get(fred).is_none());
        }
        session.replace(fred, User::create().username("fred").role(role));
        assert_eq!(session.commit(&db).await.unwrap().inserted, 3);
        assert_eq!(session[fred].role_id, Some(session[role].id));
        assert_eq!(session[task].owner_id, session[fred].id);
        assert_eq!(usernames(&db).await, ["fred", "taken"]);
    })
    .await;
}

#[tokio::test]
async fn failed_change_stays_to_be_committed() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let names = ["a", "b", "c"];
        let users = session.add_all(names.map(|name| User::create().username(name)));
        session.commit(&db).await.unwrap();
        User::create().username("taken").insert(&db).await.unwrap();
        session[users[0]].age = 50;
        session[users[1]].username = "taken".into();
        session.delete(users[2]);
        let error = session.commit(&db).await.unwrap_err();
        assert!(error.violates(User::USERNAME), "{error:?}");
        assert_eq!(usernames(&db).await, ["a", "b", "c", "taken"]);
        assert_eq!(User::filter(User::AGE.eq(50)).count(&db).await.unwrap(), 0);
        assert_eq!((session[users[0]].age, session[users[1]].username.as_str()), (50, "taken"));
        session[users[1]].username = "free".into();
        let done = session.commit(&db).await.unwrap();
        assert_eq!((done.updated, done.deleted), (2, 1));
        assert_eq!(usernames(&db).await, ["a", "free", "taken"]);
        assert_eq!(User::filter(User::AGE.eq(50)).count(&db).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn new_record_is_forgotten_with_what_was_nested_in_it() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let task = || Task::create().title("t").with(Task::COMMENTS, [Comment::create().text("c")]);
        let bad = User::create().username("x".repeat(41)).with(User::TASKS, [task()]);
        let bad = session.add(bad);
        let good = session.add(User::create().username("good").with(User::TASKS, [task()]));
        assert_eq!(session.commit(&db).await.unwrap_err().kind(), ErrorKind::TooLong);
        session.forget(bad);
        assert_eq!(session.commit(&db).await.unwrap().inserted, 3);
        assert_eq!(session.refs::<Task>().len(), 1);
        assert_eq!(session[session.refs::<Task>()[0]].owner_id, session[good].id);
        let mut session = Session::new();
        let again = session.add(User::create().username("again").with(User::TASKS, [task()]));
        session
            .replace(again, User::create().username("other").with(User::TASKS, [task(), task()]));
        assert_eq!(session.commit(&db).await.unwrap().inserted, 5, "the old ones are replaced");
        let tasks = session.refs::<Task>();
        assert!(tasks.iter().all(|task| session[*task].owner_id == session[again].id));
    })
    .await;
}

#[tokio::test]
async fn dropped_commit_leaves_the_session_as_it_was() {
    each(SCHEMA, async |db| {
        // However many times it is polled before it is dropped.
        for polls in 0..200 {
            let mut session = Session::new();
            let name = format!("user {polls}");
            let role = session.add(Role::create().name(name.clone()));
            let user = session.add(User::create().username(name.clone()).role(role));
            let ended = {
                let mut commit = pin!(session.commit(&db));
                let mut left = polls;
                poll_fn(|context| {
                    if left == 0 {
                        return Poll::Ready(false);
                    }
                    left -= 1;
                    match commit.as_mut().poll(context) {
                        Poll::Ready(done) => Poll::Ready(done.is_ok()),
                        Poll::Pending => Poll::Pending,
                    }
                })
                .await
            };
            assert_eq!(session.get(user).is_some(), ended);
            let stored = User::find_by_username(name.clone()).one_or_none(&db).await.unwrap();
            if ended {
                assert_eq!(stored.unwrap().id, session[user].id);
                return;
            }
            // The drop may have come when the COMMIT was on its way.
            if stored.is_none() {
                session.commit(&db).await.unwrap();
                let stored = User::find_by_username(name).one(&db).await.unwrap();
                assert_eq!(stored.role_id, Some(session[role].id));
                assert_eq!(stored.id, session[user].id);
            }
        }
        panic!("the commit did not end");
    })
    .await;
}

#[tokio::test]
async fn deleted_record_that_is_not_stored_yet_is_forgotten() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let fred = session.add(User::create().username("fred"));
        session.delete(fred);
        let (done, log) = logged(session.commit(&db)).await;
        assert_eq!((done.unwrap().inserted, log), (0, vec![]));
    })
    .await;
}
