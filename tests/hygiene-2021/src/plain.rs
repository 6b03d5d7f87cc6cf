//! The dependency under its own name.

use model_runtime::prelude::*;

/// A role.
#[derive(Model, Debug)]
pub struct Role {
    /// Its key.
    #[primary_key]
    pub id: i64,
    /// Its name.
    #[unique]
    pub name: String,
}

/// A user.
#[derive(Model, Debug)]
pub struct User {
    /// Its key.
    #[primary_key]
    pub id: i64,
    /// Its role.
    #[foreign_key(Role, on_delete = set_null)]
    #[backref(users)]
    pub role_id: Option<i64>,
}

/// Both.
pub const SCHEMA: Schema = schema![Role, User];
