//! Random sessions against what they are to mean; see [`Shadow`].

use model_runtime::{ErrorKind, prelude::*};
use test_support::{Rng, scale};

use super::shadow::{Record, Shadow, UserData, alive};
use super::{Comment, Role, SCHEMA, Task, User};
use crate::each::each;

/// A session and what it is to mean.
struct Play {
    rng: Rng,
    session: Session,
    shadow: Shadow,
    /// Texts that are to be told apart are numbered.
    next: usize,
}

impl Play {
    fn fresh(&mut self, prefix: &str) -> String {
        self.next += 1;
        format!("{prefix} {}", self.next)
    }

    /// Few names, so that they are often taken.
    fn name(&mut self) -> String {
        format!("n{}", self.rng.below(12))
    }

    fn pick(&mut self, among: &[usize]) -> Option<usize> {
        if among.is_empty() { None } else { Some(among[self.rng.below(among.len())]) }
    }

    fn user_data(&mut self) -> UserData {
        let email = self.rng.one_in(2).then(|| self.name());
        let roles = alive(&self.shadow.roles);
        let role = if self.rng.one_in(3) { None } else { self.pick(&roles) };
        UserData { username: self.name(), email, age: self.rng.below(3) as i32, role }
    }

    fn user(&self, data: &UserData) -> impl model_runtime::Create<Model = User> + use<> {
        let user = User::create().username(data.username.clone()).age(data.age);
        let user = user.email(data.email.clone());
        match data.role.and_then(|role| self.shadow.roles[role].as_ref()) {
            Some(role) => user.role(role.reference),
            None => user.role(None),
        }
    }

    fn add(&mut self) {
        let (users, tasks) = (alive(&self.shadow.users), alive(&self.shadow.tasks));
        match self.rng.below(4) {
            0 => {
                let name = self.name();
                let reference = self.session.add(Role::create().name(name.clone()));
                self.shadow.roles.push(Some(Record {
                    reference,
                    data: name,
                    stored: None,
                    doomed: false,
                }));
            }
            1 => {
                let data = self.user_data();
                let reference = self.session.add(self.user(&data));
                self.shadow.users.push(Some(Record {
                    reference,
                    data,
                    stored: None,
                    doomed: false,
                }));
            }
            2 => {
                let Some(owner) = self.pick(&users) else { return };
                let title = self.fresh("task");
                let of = self.shadow.users[owner].as_ref().unwrap().reference;
                let text = self.fresh("comment");
                let comment = Comment::create().text(text.clone());
                let task = Task::create().title(title.clone()).owner(of);
                let reference = self.session.add(task.with(Task::COMMENTS, [comment]));
                let data = (text, self.shadow.tasks.len());
                let nested = *self.session.refs::<Comment>().last().unwrap();
                let record = Record { reference: nested, data, stored: None, doomed: false };
                self.shadow.comments.push(Some(record));
                let record =
                    Record { reference, data: (title, owner), stored: None, doomed: false };
                self.shadow.tasks.push(Some(record));
            }
            _ => {
                let Some(task) = self.pick(&tasks) else { return };
                let text = self.fresh("comment");
                let of = self.shadow.tasks[task].as_ref().unwrap().reference;
                let reference = self.session.add(Comment::create().text(text.clone()).task(of));
                let data = (text, task);
                self.shadow.comments.push(Some(Record {
                    reference,
                    data,
                    stored: None,
                    doomed: false,
                }));
            }
        }
    }

    fn change(&mut self) {
        let (roles, users) = (alive(&self.shadow.roles), alive(&self.shadow.users));
        if self.rng.one_in(4) {
            let Some(at) = self.pick(&roles) else { return };
            let name = self.name();
            let role = self.shadow.roles[at].as_mut().unwrap();
            if let Some(stored) = self.session.get_mut(role.reference) {
                stored.name.clone_from(&name);
                role.data = name;
            }
            return;
        }
        let Some(at) = self.pick(&users) else { return };
        let data = self.user_data();
        let user = self.shadow.users[at].as_mut().unwrap();
        let (fields, reference) = (self.rng.below(8), user.reference);
        let Some(stored) = self.session.get_mut(reference) else { return };
        if fields & 1 > 0 {
            stored.username.clone_from(&data.username);
            user.data.username = data.username;
        }
        if fields & 2 > 0 {
            stored.email.clone_from(&data.email);
            user.data.email = data.email;
        }
        if fields & 4 > 0 {
            stored.age = data.age;
            user.data.age = data.age;
        }
        if self.rng.one_in(2) {
            user.data.role = data.role;
            match data.role.and_then(|role| self.shadow.roles[role].as_ref()) {
                Some(role) => self.session.set(reference, User::ROLE, role.reference),
                None => self.session.set(reference, User::ROLE, None),
            }
        }
    }

    /// Gives a task to another owner, or a comment to another task.
    fn hand_on(&mut self) {
        let (users, tasks) = (alive(&self.shadow.users), alive(&self.shadow.tasks));
        let (Some(user), Some(task)) = (self.pick(&users), self.pick(&tasks)) else { return };
        let owner = self.shadow.users[user].as_ref().unwrap().reference;
        let record = self.shadow.tasks[task].as_mut().unwrap();
        record.data.1 = user;
        let reference = record.reference;
        self.session.set(reference, Task::OWNER, owner);
        let comments = alive(&self.shadow.comments);
        let Some(comment) = self.pick(&comments) else { return };
        let record = self.shadow.comments[comment].as_mut().unwrap();
        if record.stored.is_some() {
            record.data.1 = task;
            self.session.set(record.reference, Comment::TASK, reference);
        }
    }

    /// Deletes what nobody who is new or changed refers to; and records whose children must not lose them
    /// only with the children.
    fn delete(&mut self) {
        let shadow = &mut self.shadow;
        match self.rng.below(4) {
            0 => {
                let roles = alive(&shadow.roles);
                let Some(at) = (!roles.is_empty()).then(|| roles[self.rng.below(roles.len())])
                else {
                    return;
                };
                let refers = |user: &&mut Record<User, UserData>| {
                    let unchanged =
                        user.stored.as_ref().is_some_and(|old| old.role == user.data.role);
                    user.data.role == Some(at) && !user.doomed && !unchanged
                };
                if shadow.users.iter_mut().flatten().any(|mut user| refers(&&mut user)) {
                    return;
                }
                let role = shadow.roles[at].as_mut().unwrap();
                if role.stored.is_some() {
                    role.doomed = true;
                    self.session.delete(role.reference);
                }
            }
            1 => {
                let users = alive(&shadow.users);
                let Some(at) = (!users.is_empty()).then(|| users[self.rng.below(users.len())])
                else {
                    return;
                };
                let owns =
                    shadow.tasks.iter().flatten().any(|task| !task.doomed && task.data.1 == at);
                let user = shadow.users[at].as_mut().unwrap();
                if !owns && user.stored.is_some() {
                    user.doomed = true;
                    self.session.delete(user.reference);
                }
            }
            2 => {
                let tasks = alive(&shadow.tasks);
                let Some(at) = (!tasks.is_empty()).then(|| tasks[self.rng.below(tasks.len())])
                else {
                    return;
                };
                let refers = |comment: &Record<Comment, (String, usize)>| {
                    let unchanged =
                        comment.stored.as_ref().is_some_and(|old| old.1 == comment.data.1);
                    comment.data.1 == at && !comment.doomed && !unchanged
                };
                if shadow.comments.iter().flatten().any(refers) {
                    return;
                }
                let task = shadow.tasks[at].as_mut().unwrap();
                if task.stored.is_some() {
                    task.doomed = true;
                    self.session.delete(task.reference);
                }
            }
            _ => {
                let comments = alive(&shadow.comments);
                let Some(at) =
                    (!comments.is_empty()).then(|| comments[self.rng.below(comments.len())])
                else {
                    return;
                };
                let comment = shadow.comments[at].as_mut().unwrap();
                if comment.stored.is_some() {
                    comment.doomed = true;
                    self.session.delete(comment.reference);
                }
            }
        }
    }

    async fn commit(&mut self, db: &Db) {
        let unique = self.shadow.is_unique();
        match self.session.commit(db).await {
            Ok(_) => assert!(unique, "stored, though values are not unique"),
            Err(error) => {
                match error.kind() {
                    ErrorKind::Unique => assert!(!unique, "{error}"),
                    ErrorKind::Unsupported => assert!(self.shadow.exchanges(), "{error}"),
                    _ => panic!("{error:?}"),
                }
                self.shadow.check(&self.session, db).await;
                self.mend();
                self.session.commit(db).await.unwrap();
            }
        }
        self.shadow.commit();
        self.shadow.check(&self.session, db).await;
        self.shadow.check_in_hand(&self.session);
        let again = self.session.commit(db).await.unwrap();
        assert_eq!((again.inserted, again.updated, again.deleted), (0, 0, 0));
    }

    /// Gives each record that is new or changed values of its own.
    fn mend(&mut self) {
        for at in alive(&self.shadow.roles) {
            let name = self.fresh("role");
            let role = self.shadow.roles[at].as_mut().unwrap();
            if role.stored.as_ref() == Some(&role.data) {
                continue;
            }
            role.data.clone_from(&name);
            match self.session.get_mut(role.reference) {
                Some(stored) => stored.name = name,
                None => self.session.replace(role.reference, Role::create().name(name)),
            }
        }
        for at in alive(&self.shadow.users) {
            let username = self.fresh("user");
            let user = self.shadow.users[at].as_mut().unwrap();
            if user.stored.as_ref() == Some(&user.data) {
                continue;
            }
            user.data.username = username;
            user.data.email = None;
            let (reference, data) = (user.reference, user.data.clone());
            match self.session.get_mut(reference) {
                Some(stored) => {
                    stored.username = data.username;
                    stored.email = None;
                }
                None => self.session.replace(reference, self.user(&data)),
            }
        }
    }
}

#[tokio::test]
async fn random_sessions_mean_what_they_say() {
    each(SCHEMA, async |db| {
        let rng = Rng::seeded();
        let (session, shadow) = (Session::new(), Shadow::default());
        let mut play = Play { rng, session, shadow, next: 0 };
        for _ in 0..60 * scale() {
            for _ in 0..play.rng.below(14) {
                match play.rng.below(8) {
                    0..=2 => play.add(),
                    3..=4 => play.change(),
                    5 => play.hand_on(),
                    _ => play.delete(),
                }
            }
            play.commit(&db).await;
        }
    })
    .await;
}
