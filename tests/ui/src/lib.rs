//! The models that the cases in `fail/` make mistakes with.

use model_runtime::Model;

/// A parent.
#[derive(Model, Debug, Clone)]
#[model(table = "roles")]
pub struct Role {
    /// Generated.
    #[primary_key]
    pub id: i64,
    /// Required, and unique.
    #[unique]
    #[column(length = 64)]
    pub name: String,
}

/// A child that may be without its parent.
#[derive(Model, Debug, Clone)]
#[model(table = "users")]
pub struct User {
    /// Generated.
    #[primary_key]
    pub id: i64,
    /// Required, and unique.
    #[unique]
    #[index]
    #[column(length = 64)]
    pub username: String,
    /// May be NULL.
    pub age: Option<i32>,
    /// May be NULL.
    #[foreign_key(Role, on_delete = set_null)]
    #[backref(users)]
    pub role_id: Option<i64>,
}

/// A child that needs its parent.
#[derive(Model, Debug, Clone)]
#[model(table = "posts")]
pub struct Post {
    /// Generated.
    #[primary_key]
    pub id: i64,
    /// Required.
    pub title: String,
    /// Required.
    #[foreign_key(User, on_delete = cascade)]
    #[backref(posts)]
    pub author_id: i64,
}

/// A model with a key of two columns.
#[derive(Model, Debug, Clone)]
#[model(table = "memberships")]
pub struct Membership {
    /// Part of the key.
    #[primary_key]
    pub user_id: i64,
    /// Part of the key.
    #[primary_key]
    pub team: String,
}
