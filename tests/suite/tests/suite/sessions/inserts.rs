//! New records: in any order, batched, with the keys of those that they refer to.

use model_runtime::{Committed, prelude::*};
use test_support::{Kind, Rng, TestDb};
use uuid::Uuid;

use super::{Comment, Grade, Place, Role, SCHEMA, Task, User, of, usernames};
use crate::each::each;
use crate::sent::logged;

fn counts(done: Committed) -> (u64, u64, u64) {
    (done.inserted, done.updated, done.deleted)
}

#[tokio::test]
async fn records_refer_to_each_other_before_they_are_stored() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let observer = session.add(Role::create().name("Observer"));
        let fred = session.add(User::create().username("fred").role(observer));
        let task = session.add(Task::create().title("t").owner(fred));
        assert!(session.get(fred).is_none());
        let (done, log) = logged(session.commit(&db)).await;
        assert_eq!(counts(done.unwrap()), (3, 0, 0));
        assert_eq!(of(&log, "INSERT INTO").len(), 3, "{log:#?}");
        assert_eq!(session[fred].role_id, Some(session[observer].id));
        assert_eq!(session[task].owner_id, session[fred].id);
        assert_eq!(session[fred].age, 18, "the default of the database");
        let stored = User::find(session[fred].id).one(&db).await.unwrap();
        assert_eq!((stored.username.as_str(), stored.role_id), ("fred", session[fred].role_id));
    })
    .await;
}

#[tokio::test]
async fn children_can_be_added_before_their_parents() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let late = session.add(User::create().username("late"));
        let task = session.add(Task::create().title("t").owner(late));
        let role = session.add(Role::create().name("r"));
        session.set(late, User::ROLE, role);
        // Known keys are put in order as well.
        let part = session.add(Place::create().name("part").within_id(Uuid::from_u128(1)));
        let whole = session.add(Place::create().name("whole").id(Uuid::from_u128(1)));
        let grade = session.add(Grade::create().user_id(700).subject("s").points(1));
        let keyed = session.add(User::create().username("keyed").id(700));
        session.commit(&db).await.unwrap();
        assert_eq!(session[late].role_id, Some(session[role].id));
        assert_eq!(session[task].owner_id, session[late].id);
        assert_eq!(session[part].within_id, Some(session[whole].id));
        assert_eq!(session[grade].user_id, session[keyed].id);
    })
    .await;
}

#[tokio::test]
async fn two_and_a_half_thousand_users_take_few_statements_and_know_their_keys() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let roles = session.add_all((0..20).map(|at| Role::create().name(format!("role {at}"))));
        let mut numbers: Vec<usize> = (0..2_500).collect();
        Rng::seeded().shuffle(&mut numbers);
        let users = numbers.iter().map(|&at| {
            let user = User::create().username(format!("user {at}"));
            if at % 5 == 0 { user } else { user.role(roles[at % 20]) }
        });
        let users = session.add_all(users);
        let (done, log) = logged(session.commit(&db)).await;
        assert_eq!(counts(done.unwrap()), (2_520, 0, 0));
        assert!(log.len() <= 10, "{log:#?}");
        for (user, at) in users.iter().zip(&numbers) {
            let user = &session[*user];
            assert_eq!(user.username, format!("user {at}"));
            assert_eq!(user.role_id, (at % 5 != 0).then(|| session[roles[at % 20]].id));
        }
        let stored = User::query().all(&db).await.unwrap();
        assert_eq!(stored.len(), 2_500);
        let mut by_id = std::collections::HashMap::new();
        by_id.extend(stored.into_iter().map(|user| (user.id, (user.username, user.role_id))));
        for user in users {
            let user = &session[user];
            assert_eq!(by_id[&user.id], (user.username.clone(), user.role_id));
        }
    })
    .await;
}

#[tokio::test]
async fn nested_records_are_tracked_too() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let role = session.add(Role::create().name("Observer"));
        let tasks = (0..3).map(|at| {
            let comments = [Comment::create().text(format!("comment {at}"))];
            Task::create().title(format!("task {at}")).with(Task::COMMENTS, comments)
        });
        let fred = User::create().username("fred").role(role).with(User::TASKS, tasks);
        let fred = session.add(fred);
        let (done, log) = logged(session.commit(&db)).await;
        assert_eq!(counts(done.unwrap()), (8, 0, 0));
        assert_eq!(of(&log, "INSERT INTO").len(), 4, "{log:#?}");
        let tasks = session.refs::<Task>();
        assert_eq!(tasks.len(), 3);
        for (at, task) in tasks.iter().enumerate() {
            assert_eq!(session[*task].owner_id, session[fred].id);
            assert_eq!(session[*task].title, format!("task {at}"));
        }
        let comments = session.refs::<Comment>();
        session[tasks[1]].title = "changed".into();
        assert_eq!(session[comments[2]].task_id, session[tasks[2]].id);
        assert_eq!(counts(session.commit(&db).await.unwrap()), (0, 1, 0));
    })
    .await;
}

#[tokio::test]
async fn rows_of_defaults_are_stored() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let users = session.add_all((0..3).map(|at| User::create().username(at.to_string())));
        session.commit(&db).await.unwrap();
        assert_eq!(usernames(&db).await, ["0", "1", "2"]);
        assert!(users.iter().all(|user| session[*user].age == 18));
    })
    .await;
}

#[tokio::test]
async fn commit_within_a_transaction_goes_with_it() {
    each(SCHEMA, async |db| {
        let mut tx = db.begin().await.unwrap();
        let mut session = Session::new();
        let fred = session.add(User::create().username("fred"));
        session.commit(&mut tx).await.unwrap();
        assert_eq!(User::find(session[fred].id).one(&mut tx).await.unwrap().username, "fred");
        session.add(User::create().username("fred"));
        assert!(session.commit(&mut tx).await.unwrap_err().is_unique_violation());
        assert_eq!(User::query().count(&mut tx).await.unwrap(), 1, "only the savepoint was lost");
        tx.rollback().await.unwrap();
        assert_eq!(usernames(&db).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn session_goes_to_another_task() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let fred = session.add(User::create().username("fred"));
        let committed = tokio::spawn(async move {
            session.commit(&db).await.unwrap();
            session[fred].username.clone()
        });
        assert_eq!(committed.await.unwrap(), "fred");
    })
    .await;
}

#[tokio::test]
async fn mysql_without_returning_knows_the_keys() {
    let Some(database) = TestDb::new(Kind::MySql).await else { return };
    let db = Db::builder(database.url()).without_returning().connect().await.unwrap();
    db.create_all(&SCHEMA).await.unwrap();
    let mut session = Session::new();
    let roles = session.add_all((0..3).map(|at| Role::create().name(at.to_string())));
    let users = (0..30).map(|at| User::create().username(at.to_string()).role(roles[at % 3]));
    let users = session.add_all(users);
    session.commit(&db).await.unwrap();
    for (at, user) in users.iter().enumerate() {
        assert_eq!(session[*user].username, at.to_string());
        assert_eq!(session[*user].role_id, Some(session[roles[at % 3]].id));
        session[*user].age = 40;
    }
    let (done, log) = logged(session.commit(&db)).await;
    assert_eq!((done.unwrap().updated, of(&log, "UPDATE").len()), (30, 1));
    session.delete(users[0]);
    let again = session.add(User::create().username("0"));
    session.commit(&db).await.unwrap();
    assert_eq!(session[again].username, "0");
    assert_eq!(User::filter(User::AGE.eq(40)).count(&db).await.unwrap(), 29);
}
