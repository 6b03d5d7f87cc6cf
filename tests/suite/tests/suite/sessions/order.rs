//! The order of a commit: unique values are left before they are taken, children go before parents.

use model_runtime::{ErrorKind, prelude::*};

use super::{Comment, Role, SCHEMA, Task, User, of, usernames};
use crate::each::each;
use crate::sent::logged;

#[tokio::test]
async fn delete_runs_before_the_insert_that_needs_its_value() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let fred = session.add(User::create().username("fred").email("f"));
        session.commit(&db).await.unwrap();
        session.delete(fred);
        assert!(session.get(fred).is_none());
        let anew = session.add(User::create().username("fred").email("f"));
        let done = session.commit(&db).await.unwrap();
        assert_eq!((done.inserted, done.deleted), (1, 1));
        assert_eq!(usernames(&db).await, ["fred"]);
        assert!(session.get(fred).is_none());
        assert_eq!(session[anew].username, "fred");
    })
    .await;
}

#[tokio::test]
async fn update_that_frees_a_value_runs_before_what_takes_it() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let users = session.add_all(["a", "b", "c"].map(|name| User::create().username(name)));
        session.commit(&db).await.unwrap();
        // Each takes the name of the next; the last makes room. Only one order will do.
        session[users[0]].username = "b".into();
        session[users[1]].username = "c".into();
        session[users[2]].username = "d".into();
        session.add(User::create().username("a"));
        session.commit(&db).await.unwrap();
        assert_eq!(usernames(&db).await, ["a", "b", "c", "d"]);
        assert_eq!(User::find(session[users[0]].id).one(&db).await.unwrap().username, "b");
        assert_eq!(User::find(session[users[2]].id).one(&db).await.unwrap().username, "d");
        session.delete(users[2]);
        session[users[0]].username = "d".into();
        session.commit(&db).await.unwrap();
        assert_eq!(usernames(&db).await, ["a", "c", "d"]);
    })
    .await;
}

#[tokio::test]
async fn nullable_unique_values_can_be_exchanged() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let names = ["a", "b", "c"];
        let users = session.add_all(names.map(|name| User::create().username(name).email(name)));
        session.commit(&db).await.unwrap();
        session[users[0]].email = Some("b".into());
        session[users[1]].email = Some("a".into());
        session.commit(&db).await.unwrap();
        let email =
            async |at: usize| User::find(session[users[at]].id).one(&db).await.unwrap().email;
        assert_eq!((email(0).await.as_deref(), email(1).await.as_deref()), (Some("b"), Some("a")));
        // In a ring of three, with a change of another column.
        session[users[0]].email = Some("c".into());
        session[users[1]].email = Some("b".into());
        session[users[2]].email = Some("a".into());
        session[users[2]].age = 77;
        session.commit(&db).await.unwrap();
        let stored = User::query().order_by(User::ID).all(&db).await.unwrap();
        let stored: Vec<_> = stored.iter().map(|it| (it.email.as_deref(), it.age)).collect();
        assert_eq!(stored, [(Some("c"), 18), (Some("b"), 18), (Some("a"), 77)]);
    })
    .await;
}

#[tokio::test]
async fn exchanged_required_unique_values_are_refused_before_anything_is_sent() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let users = session.add_all(["a", "b"].map(|name| User::create().username(name)));
        session.commit(&db).await.unwrap();
        session[users[0]].username = "b".into();
        session[users[1]].username = "a".into();
        let (error, log) = logged(session.commit(&db)).await;
        let error = error.unwrap_err();
        assert_eq!(
            (error.kind(), error.model()),
            (ErrorKind::Unsupported, Some("User")),
            "{error}"
        );
        assert!(error.to_string().contains("exchange"), "{error}");
        assert_eq!(log, Vec::<String>::new());
        session[users[1]].username = "c".into();
        session.commit(&db).await.unwrap();
        session[users[1]].username = "a".into();
        session.commit(&db).await.unwrap();
        assert_eq!(usernames(&db).await, ["a", "b"]);
    })
    .await;
}

#[tokio::test]
async fn children_are_deleted_before_their_parents() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let users = ["a", "b"].map(|name| {
            let comments = || (0..2).map(|at| Comment::create().text(at.to_string()));
            let tasks = (0..3)
                .map(|at| Task::create().title(format!("{at}")).with(Task::COMMENTS, comments()));
            User::create().username(name).with(User::TASKS, tasks)
        });
        let users = session.add_all(users);
        session.commit(&db).await.unwrap();
        // Parents first, so that the order is not just the given one.
        users.iter().for_each(|user| session.delete(*user));
        session.refs::<Task>().into_iter().for_each(|task| session.delete(task));
        session.refs::<Comment>().into_iter().for_each(|comment| session.delete(comment));
        let (done, log) = logged(session.commit(&db)).await;
        assert_eq!(done.unwrap().deleted, 20);
        assert_eq!(of(&log, "DELETE").len(), 3, "{log:#?}");
        assert_eq!(User::query().count(&db).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn child_moves_away_before_its_parent_is_deleted() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let task = Task::create().title("t");
        let old = session.add(User::create().username("old").with(User::TASKS, [task]));
        session.commit(&db).await.unwrap();
        let task = session.refs::<Task>()[0];
        session.delete(old);
        let (error, _) = logged(session.commit(&db)).await;
        let error = error.unwrap_err();
        assert!(error.is_foreign_key_violation(), "the task would lose its owner");
        assert_eq!((error.model(), error.fields()), (Some("User"), [].as_slice()), "{error:?}");
        let new = session.add(User::create().username("new"));
        session.set(task, Task::OWNER, new);
        session.commit(&db).await.unwrap();
        assert_eq!(session[task].owner_id, session[new].id);
        assert_eq!(usernames(&db).await, ["new"]);
    })
    .await;
}

#[tokio::test]
async fn records_know_what_the_database_did_to_them() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let role = session.add(Role::create().name("r"));
        let comments = [Comment::create().text("c")];
        let task = Task::create().title("t").with(Task::COMMENTS, comments);
        let fred = User::create().username("fred").role(role).with(User::TASKS, [task]);
        let fred = session.add(fred);
        session.commit(&db).await.unwrap();
        let (task, comment) = (session.refs::<Task>()[0], session.refs::<Comment>()[0]);
        session.delete(role);
        session.delete(task);
        session[fred].age = 9;
        assert_eq!(session.commit(&db).await.unwrap().deleted, 2);
        assert_eq!((session[fred].role_id, session[fred].age), (None, 9), "`set_null`");
        assert!(session.get(comment).is_none(), "`cascade`");
        session[fred].age = 10;
        let (done, log) = logged(session.commit(&db)).await;
        done.unwrap();
        assert!(!of(&log, "UPDATE")[0].contains("role_id"), "{log:#?}");
    })
    .await;
}

#[tokio::test]
async fn role_is_replaced_by_one_of_the_same_name() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let old = session.add(Role::create().name("admin"));
        let names = ["a", "b"];
        let users = session.add_all(names.map(|name| User::create().username(name).role(old)));
        session.commit(&db).await.unwrap();
        session.delete(old);
        let new = session.add(Role::create().name("admin").note("new"));
        session.set(users[0], User::ROLE, new);
        session.commit(&db).await.unwrap();
        assert_eq!(Role::query().one(&db).await.unwrap().note.as_deref(), Some("new"));
        let stored = User::query().order_by(User::ID).all(&db).await.unwrap();
        let stored: Vec<_> = stored.iter().map(|user| user.role_id).collect();
        assert_eq!(stored, [Some(session[new].id), None]);
        assert_eq!(users.map_refs(&session), stored);
    })
    .await;
}

/// The roles of users as the session shows them.
trait Roles {
    fn map_refs(&self, session: &Session) -> Vec<Option<i64>>;
}

impl Roles for Vec<model_runtime::Ref<User>> {
    fn map_refs(&self, session: &Session) -> Vec<Option<i64>> {
        self.iter().map(|user| session[*user].role_id).collect()
    }
}
