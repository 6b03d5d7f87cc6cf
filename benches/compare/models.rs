//! The tables.

use model_runtime::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "users")]
pub(crate) struct User {
    #[primary_key]
    pub(crate) id: i64,
    #[column(length = 64)]
    pub(crate) name: String,
    #[column(length = 32)]
    pub(crate) hair_color: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "posts")]
pub(crate) struct Post {
    #[primary_key]
    pub(crate) id: i64,
    #[foreign_key(User)]
    #[backref(posts)]
    #[index]
    pub(crate) user_id: i64,
    #[column(length = 120)]
    pub(crate) title: String,
    pub(crate) body: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "comments")]
pub(crate) struct Comment {
    #[primary_key]
    pub(crate) id: i64,
    #[foreign_key(Post)]
    #[backref(comments)]
    #[index]
    pub(crate) post_id: i64,
    pub(crate) text: String,
}

/// What is inserted: a user, in a table that is empty before each turn.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "newcomers")]
pub(crate) struct Newcomer {
    #[primary_key]
    pub(crate) id: i64,
    #[column(length = 64)]
    pub(crate) name: String,
    #[column(length = 32)]
    pub(crate) hair_color: Option<String>,
}

/// What a session stores, in tables that are empty before each turn.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "owners")]
pub(crate) struct Owner {
    #[primary_key]
    pub(crate) id: i64,
    #[column(length = 64)]
    pub(crate) name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "pets")]
pub(crate) struct Pet {
    #[primary_key]
    pub(crate) id: i64,
    #[foreign_key(Owner)]
    #[backref(pets)]
    #[index]
    pub(crate) owner_id: i64,
    #[column(length = 64)]
    pub(crate) name: String,
}

pub(crate) const SCHEMA: Schema = schema![User, Post, Comment, Newcomer, Owner, Pet];

/// A user with all posts and all their comments.
pub(crate) type Nested = (User, Vec<(Post, Vec<Comment>)>);
/// An owner with the pets.
pub(crate) type Household = (Owner, Vec<Pet>);
