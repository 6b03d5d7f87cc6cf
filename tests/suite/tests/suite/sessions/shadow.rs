//! What a session is to mean: the same records in plain lists, and what a commit makes of them.

use std::collections::HashSet;

use model_runtime::{Ref, prelude::*};

use super::{Comment, Role, Task, User};

/// A record of each kind as it is to be, whether stored or not. Parents are positions in the other list.
#[derive(Debug, Clone)]
pub(super) struct Record<M, D> {
    pub(super) reference: Ref<M>,
    pub(super) data: D,
    /// As of the last commit; `None` if it is new.
    pub(super) stored: Option<D>,
    pub(super) doomed: bool,
    /// Its parent was set since the last commit, perhaps to the one it has.
    pub(super) set: bool,
}

impl<M, D> Record<M, D> {
    pub(super) fn new(reference: Ref<M>, data: D) -> Self {
        Self { reference, data, stored: None, doomed: false, set: true }
    }
}

pub(super) type Name = String;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct UserData {
    pub(super) username: Name,
    pub(super) email: Option<String>,
    pub(super) age: i32,
    pub(super) role: Option<usize>,
}

/// A text and the parent of the record.
pub(super) type Child = (String, usize);

#[derive(Debug, Default)]
pub(super) struct Shadow {
    pub(super) roles: Vec<Option<Record<Role, Name>>>,
    pub(super) users: Vec<Option<Record<User, UserData>>>,
    pub(super) tasks: Vec<Option<Record<Task, Child>>>,
    pub(super) comments: Vec<Option<Record<Comment, Child>>>,
}

/// Positions of the records that are there and not to be deleted.
pub(super) fn alive<M, D>(list: &[Option<Record<M, D>>]) -> Vec<usize> {
    let alive = |at: &usize| list[*at].as_ref().is_some_and(|record| !record.doomed);
    (0..list.len()).filter(alive).collect()
}

fn commit_list<M, D: Clone>(list: &mut [Option<Record<M, D>>]) {
    for slot in list {
        match slot {
            Some(record) if record.doomed => *slot = None,
            Some(record) => {
                record.stored = Some(record.data.clone());
                record.set = false;
            }
            None => {}
        }
    }
}

impl Shadow {
    /// Tells whether the unique values are unique once all is written.
    pub(super) fn is_unique(&self) -> bool {
        let mut names = HashSet::new();
        let roles = self.roles.iter().flatten().filter(|role| !role.doomed);
        let users = || self.users.iter().flatten().filter(|user| !user.doomed);
        let (mut usernames, mut emails) = (HashSet::new(), HashSet::new());
        roles.map(|role| &role.data).all(|name| names.insert(name))
            && users().all(|user| usernames.insert(&user.data.username))
            && users().filter_map(|user| user.data.email.as_ref()).all(|it| emails.insert(it))
    }

    /// Tells whether stored records take each other's required names.
    pub(super) fn exchanges(&self) -> bool {
        let users = || self.users.iter().flatten();
        let roles = || self.roles.iter().flatten();
        let user_left: HashSet<_> =
            users().filter_map(|user| user.stored.as_ref().map(|it| &it.username)).collect();
        let role_left: HashSet<_> = roles().filter_map(|role| role.stored.as_ref()).collect();
        let takes = |new: &Name, old: Option<&Name>, left: &HashSet<&Name>| {
            old.is_some_and(|old| old != new) && left.contains(new)
        };
        let users = users().filter(|user| !user.doomed).filter(|user| {
            takes(&user.data.username, user.stored.as_ref().map(|it| &it.username), &user_left)
        });
        let roles = roles().filter(|role| !role.doomed);
        let roles = roles.filter(|role| takes(&role.data, role.stored.as_ref(), &role_left));
        users.count() > 1 || roles.count() > 1
    }

    /// Does what a commit does, with what the database does by itself.
    pub(super) fn commit(&mut self) {
        let gone = |at: usize, list: &[bool]| list.get(at).copied().unwrap_or(false);
        let roles: Vec<bool> = self.roles.iter().map(is_gone).collect();
        let tasks: Vec<bool> = self.tasks.iter().map(is_gone).collect();
        for user in self.users.iter_mut().flatten() {
            if user.data.role.is_some_and(|role| gone(role, &roles)) {
                user.data.role = None;
            }
        }
        for comment in self.comments.iter_mut().flatten() {
            comment.doomed |= gone(comment.data.1, &tasks);
        }
        commit_list(&mut self.roles);
        commit_list(&mut self.users);
        commit_list(&mut self.tasks);
        commit_list(&mut self.comments);
    }

    /// Compares the committed records with those of the session and of the database.
    pub(super) async fn check(&self, session: &Session, db: &Db) {
        let roles = Role::query().all(db).await.unwrap();
        let users = User::query().all(db).await.unwrap();
        let tasks = Task::query().all(db).await.unwrap();
        let comments = Comment::query().all(db).await.unwrap();
        let mut counts = [0; 4];
        for record in self.roles.iter().flatten() {
            let Some(name) = &record.stored else { continue };
            let id = self.id_of(session, record.reference, |role: &Role| role.id);
            let found = roles.iter().filter(|role| id.is_none_or(|id| role.id == id));
            assert_eq!(found.filter(|role| role.name == *name).count(), 1, "{record:?}");
            counts[0] += 1;
        }
        for record in self.users.iter().flatten() {
            let Some(data) = &record.stored else { continue };
            let user = users.iter().find(|user| user.username == data.username);
            let user = user.unwrap_or_else(|| panic!("{record:?}"));
            assert_eq!((&user.email, user.age), (&data.email, data.age), "{record:?}");
            let role = data.role.and_then(|role| self.roles[role].as_ref()?.stored.clone());
            let found = roles.iter().find(|role| Some(role.id) == user.role_id);
            assert_eq!(found.map(|role| &role.name), role.as_ref(), "{record:?}");
            counts[1] += 1;
        }
        for record in self.tasks.iter().flatten() {
            let Some((title, owner)) = &record.stored else { continue };
            let owner = self.users[*owner].as_ref().and_then(|user| user.stored.as_ref());
            let task = tasks.iter().find(|task| task.title == *title).expect("the task");
            let found = users.iter().find(|user| user.id == task.owner_id);
            assert_eq!(found.map(|user| &user.username), owner.map(|user| &user.username));
            counts[2] += 1;
        }
        for record in self.comments.iter().flatten() {
            let Some((text, task)) = &record.stored else { continue };
            let task = self.tasks[*task].as_ref().and_then(|task| task.stored.as_ref());
            let comment = comments.iter().find(|it| it.text == *text).expect("the comment");
            let found = tasks.iter().find(|task| task.id == comment.task_id);
            assert_eq!(found.map(|task| &task.title), task.map(|task| &task.0));
            counts[3] += 1;
        }
        assert_eq!(counts, [roles.len(), users.len(), tasks.len(), comments.len()]);
    }

    fn id_of<M: Model>(
        &self,
        session: &Session,
        record: Ref<M>,
        id: impl Fn(&M) -> i64,
    ) -> Option<i64> {
        session.get(record).map(id)
    }

    /// Compares the records in hand with what they are to be, after a commit.
    pub(super) fn check_in_hand(&self, session: &Session) {
        for record in self.roles.iter().flatten() {
            assert_eq!(session[record.reference].name, record.data);
        }
        for record in self.users.iter().flatten() {
            let (user, data) = (&session[record.reference], &record.data);
            assert_eq!(
                (&user.username, &user.email, user.age),
                (&data.username, &data.email, data.age)
            );
            let role = data.role.and_then(|role| self.roles[role].as_ref());
            assert_eq!(user.role_id, role.map(|role| session[role.reference].id), "{record:?}");
        }
        for record in self.tasks.iter().flatten() {
            let owner = self.users[record.data.1].as_ref().expect("the owner");
            assert_eq!(session[record.reference].owner_id, session[owner.reference].id);
        }
        for record in self.comments.iter().flatten() {
            let task = self.tasks[record.data.1].as_ref().expect("the task");
            assert_eq!(session[record.reference].task_id, session[task.reference].id);
        }
    }
}

fn is_gone<M, D>(slot: &Option<Record<M, D>>) -> bool {
    slot.as_ref().is_none_or(|record| record.doomed)
}
