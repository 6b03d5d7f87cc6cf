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
    /// How many commits were stored, refused for a value that is taken, and for an exchange.
    outcomes: [usize; 3],
}

impl Play {
    fn fresh(&mut self, prefix: &str) -> String {
        self.next += 1;
        format!("{prefix} {}", self.next)
    }

    /// Names of which some are taken.
    fn name(&mut self) -> String {
        let users = alive(&self.shadow.users).len();
        format!("n{}", self.rng.below(20 + 4 * users))
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
                self.shadow.roles.push(Some(Record::new(reference, name)));
            }
            1 => {
                let data = self.user_data();
                let reference = self.session.add(self.user(&data));
                self.shadow.users.push(Some(Record::new(reference, data)));
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
                let record = Record::new(nested, data);
                self.shadow.comments.push(Some(record));
                let record = Record::new(reference, (title, owner));
                self.shadow.tasks.push(Some(record));
            }
            _ => {
                let Some(task) = self.pick(&tasks) else { return };
                let text = self.fresh("comment");
                let of = self.shadow.tasks[task].as_ref().unwrap().reference;
                let reference = self.session.add(Comment::create().text(text.clone()).task(of));
                let data = (text, task);
                self.shadow.comments.push(Some(Record::new(reference, data)));
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
            user.set = true;
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
        record.set = true;
        let reference = record.reference;
        self.session.set(reference, Task::OWNER, owner);
        let comments = alive(&self.shadow.comments);
        let Some(comment) = self.pick(&comments) else { return };
        let record = self.shadow.comments[comment].as_mut().unwrap();
        if record.stored.is_some() {
            record.data.1 = task;
            record.set = true;
            self.session.set(record.reference, Comment::TASK, reference);
        }
    }

    /// Deletes what nobody was made to refer to since the last commit, and owners without tasks.
    fn delete(&mut self) {
        let lists = (alive(&self.shadow.roles), alive(&self.shadow.users));
        let more = (alive(&self.shadow.tasks), alive(&self.shadow.comments));
        match self.rng.below(4) {
            0 => {
                let Some(at) = self.pick(&lists.0) else { return };
                let users = self.shadow.users.iter().flatten().filter(|user| !user.doomed);
                let refers = users.filter(|user| user.set && user.data.role == Some(at)).count();
                doom(&mut self.session, &mut self.shadow.roles[at], refers == 0);
            }
            1 => {
                let Some(at) = self.pick(&lists.1) else { return };
                let tasks = self.shadow.tasks.iter().flatten().filter(|task| !task.doomed);
                let owned = tasks.filter(|task| task.data.1 == at).count();
                doom(&mut self.session, &mut self.shadow.users[at], owned == 0);
            }
            2 => {
                let Some(at) = self.pick(&more.0) else { return };
                let comments = self.shadow.comments.iter().flatten().filter(|it| !it.doomed);
                let refers = comments.filter(|it| it.set && it.data.1 == at).count();
                doom(&mut self.session, &mut self.shadow.tasks[at], refers == 0);
            }
            _ => {
                let Some(at) = self.pick(&more.1) else { return };
                doom(&mut self.session, &mut self.shadow.comments[at], true);
            }
        }
    }

    async fn commit(&mut self, db: &Db) {
        let unique = self.shadow.is_unique();
        match self.session.commit(db).await {
            Ok(_) => {
                assert!(unique, "stored, though values are not unique");
                self.outcomes[0] += 1;
            }
            Err(error) => {
                match error.kind() {
                    ErrorKind::Unique => assert!(!unique, "{error}"),
                    ErrorKind::Unsupported => assert!(self.shadow.exchanges(), "{error}"),
                    _ => panic!("{error:?}"),
                }
                self.outcomes[if error.is_unique_violation() { 1 } else { 2 }] += 1;
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

/// Deletes a record, if it is stored.
fn doom<M: Model, D>(session: &mut Session, slot: &mut Option<Record<M, D>>, may: bool) {
    if let Some(record) = slot
        && may
        && record.stored.is_some()
    {
        record.doomed = true;
        session.delete(record.reference);
    }
}

#[tokio::test]
async fn random_sessions_mean_what_they_say() {
    each(SCHEMA, async |db| {
        let rng = Rng::seeded();
        let (session, shadow) = (Session::new(), Shadow::default());
        let mut play = Play { rng, session, shadow, next: 0, outcomes: [0; 3] };
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
        eprintln!("stored, taken, exchanged: {:?}", play.outcomes);
        assert!(play.outcomes[0] > 0 && play.outcomes[1] > 0, "{:?}", play.outcomes);
    })
    .await;
}
