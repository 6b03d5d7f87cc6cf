//! Errors: the same kinds on every database, told in the words of the model, and without values.

mod conflicts;
mod connections;
mod constraints;
mod reading;
mod restricted;
mod secrets;

use model_runtime::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "owners")]
pub(super) struct Owner {
    #[primary_key]
    pub(super) id: i64,
    #[unique]
    #[column(name = "e_mail", length = 40)]
    pub(super) email: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "pets", unique(owner_id, name), check(name = "age", sql = "age >= 0"))]
pub(super) struct Pet {
    #[primary_key]
    pub(super) id: i64,
    #[column(length = 40)]
    pub(super) name: String,
    pub(super) age: i32,
    #[unique]
    #[index]
    pub(super) chip: Option<i64>,
    #[foreign_key(Owner)]
    #[backref(pets)]
    pub(super) owner_id: i64,
    /// The second key: which of the two was violated is not told by SQLite.
    #[foreign_key(Owner, name = sitter)]
    pub(super) sitter_id: Option<i64>,
}

pub(super) const SCHEMA: Schema = schema![Owner, Pet];

pub(super) async fn owner(db: &Db) -> Owner {
    Owner::create().email("fred@example.org").insert(db).await.unwrap()
}
