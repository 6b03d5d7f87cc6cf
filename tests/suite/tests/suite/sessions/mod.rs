//! Sessions: what a commit writes, in which order, and what is left of one that fails.

mod changes;
mod circles;
mod failures;
mod inserts;
mod order;
mod property;
mod references;
mod shadow;

use chrono::{DateTime, Utc};
use model_runtime::prelude::*;
use uuid::Uuid;

/// Neither this nor `User` can be cloned or compared: a session does not ask for it.
#[derive(Model, Debug)]
pub(super) struct Role {
    #[primary_key]
    pub(super) id: i64,
    #[unique]
    #[column(length = 40)]
    pub(super) name: String,
    pub(super) note: Option<String>,
}

#[derive(Model, Debug)]
pub(super) struct User {
    #[primary_key]
    pub(super) id: i64,
    #[unique]
    #[column(length = 40)]
    pub(super) username: String,
    #[unique]
    pub(super) email: Option<String>,
    #[default(18)]
    pub(super) age: i32,
    pub(super) seen: Option<DateTime<Utc>>,
    #[foreign_key(Role, on_delete = set_null)]
    #[backref(users)]
    pub(super) role_id: Option<i64>,
}

#[derive(Model, Debug)]
pub(super) struct Task {
    #[primary_key]
    pub(super) id: i64,
    pub(super) title: String,
    #[foreign_key(User)]
    #[backref(tasks)]
    pub(super) owner_id: i64,
}

#[derive(Model, Debug)]
pub(super) struct Comment {
    #[primary_key]
    pub(super) id: i64,
    pub(super) text: String,
    #[foreign_key(Task, on_delete = cascade)]
    #[backref(comments)]
    pub(super) task_id: i64,
}

/// In a circle with its members, through a key that can be NULL.
#[derive(Model, Debug)]
pub(super) struct Team {
    #[primary_key]
    pub(super) id: i64,
    pub(super) name: String,
    #[foreign_key(Member)]
    #[backref(led)]
    pub(super) captain_id: Option<i64>,
}

#[derive(Model, Debug)]
pub(super) struct Member {
    #[primary_key]
    pub(super) id: i64,
    pub(super) name: String,
    #[foreign_key(Team)]
    #[backref(members)]
    pub(super) team_id: i64,
}

/// In a circle with no way out.
#[derive(Model, Debug)]
pub(super) struct Hen {
    #[primary_key]
    pub(super) id: i64,
    #[foreign_key(Egg)]
    #[backref(hens)]
    pub(super) egg_id: i64,
}

#[derive(Model, Debug)]
pub(super) struct Egg {
    #[primary_key]
    pub(super) id: i64,
    #[foreign_key(Hen)]
    #[backref(eggs)]
    pub(super) hen_id: i64,
}

#[derive(Model, Debug)]
pub(super) struct Place {
    #[primary_key]
    pub(super) id: Uuid,
    pub(super) name: String,
    #[foreign_key(Place)]
    #[backref(parts)]
    pub(super) within_id: Option<Uuid>,
}

/// A key of two columns, given by hand, the one a foreign key.
#[derive(Model, Debug)]
pub(super) struct Grade {
    #[primary_key]
    #[foreign_key(User)]
    #[backref(grades)]
    pub(super) user_id: i64,
    #[primary_key]
    pub(super) subject: String,
    pub(super) points: i32,
}

pub(super) const SCHEMA: Schema =
    schema![Role, User, Task, Comment, Team, Member, Hen, Egg, Place, Grade];

/// The lines of a log that begin a statement of this kind.
pub(super) fn of<'l>(log: &'l [String], verb: &str) -> Vec<&'l String> {
    log.iter().filter(|line| line.contains(verb)).collect()
}

pub(super) async fn usernames(db: &Db) -> Vec<String> {
    let users = User::query().order_by(User::USERNAME).all(db).await.unwrap();
    users.into_iter().map(|user| user.username).collect()
}
