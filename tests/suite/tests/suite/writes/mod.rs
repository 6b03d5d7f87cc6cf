//! Writes: what is created, changed and deleted, and what is refused.

mod bulk;
mod create;
mod explained;
mod insert_all;
mod keys;
mod overflow;
mod sent;
mod unfiltered;
mod update;

use model_runtime::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
pub(super) struct Team {
    #[primary_key]
    pub(super) id: i64,
    #[unique]
    pub(super) name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(check(name = "age", sql = "age >= 0"))]
pub(super) struct Player {
    #[primary_key]
    pub(super) id: i64,
    #[unique]
    #[column(length = 20)]
    pub(super) name: String,
    pub(super) age: i32,
    pub(super) score: Option<i64>,
    #[foreign_key(Team, on_delete = set_null)]
    #[backref(players)]
    pub(super) team_id: Option<i64>,
}

pub(super) const SCHEMA: Schema = schema![Team, Player];

/// Stores players named `a`, `b`, … of age 0, 1, ….
pub(super) async fn players(db: &Db, count: i32) -> Vec<Player> {
    let rows = (0..count).map(|age| Player::create().name(format!("p{age}")).age(age).score(None));
    Player::insert_all(db, rows).await.unwrap()
}

pub(super) async fn stored(db: &Db) -> Vec<Player> {
    Player::query().order_by(Player::ID).all(db).await.unwrap()
}
