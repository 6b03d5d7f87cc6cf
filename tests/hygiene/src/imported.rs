//! A module that has everything of the runtime in scope by its bare name.
#![cfg_attr(not(test), expect(clippy::wildcard_imports, reason = "they are what is tried"))]

use orm::prelude::*;
use orm::query::*;
use orm::schema::*;
use orm::value::*;
use orm::*;

/// A parent.
#[derive(Model, Debug)]
#[model(crate = ::orm, check(name = "positive", sql = "number > 0"))]
pub struct Parent {
    /// A key.
    #[primary_key(never_reuse)]
    pub id: i64,
    /// A number.
    #[default(1)]
    pub number: i32,
    /// Not stored.
    #[skip]
    pub cache: Option<String>,
}

/// A child.
#[derive(Model, Debug, Default)]
#[model(crate = ::orm)]
pub struct Child {
    /// A key.
    #[primary_key]
    pub id: i64,
    /// A parent.
    #[unique]
    #[foreign_key(Parent, on_delete = set_null)]
    #[backref(child)]
    pub parent_id: Option<i64>,
}

/// Both.
pub const SCHEMA: Schema = schema![Parent, Child];

/// Returns the description of a table made of what was imported.
#[must_use]
pub fn description() -> (&'static TableDef, SqlType, Select) {
    (Child::TABLE, SqlType::I64, Select::all(Child::TABLE))
}
