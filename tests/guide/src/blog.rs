#![expect(missing_docs, reason = "the guide explains them")]

use model_runtime::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "roles")]
pub struct Role {
    #[primary_key]
    pub id: i64,
    #[unique]
    #[column(length = 64)]
    pub name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "users")]
pub struct User {
    #[primary_key]
    pub id: i64,
    #[unique]
    #[index]
    #[column(length = 64)]
    pub username: String,
    pub age: Option<i32>,
    #[default(true)]
    pub active: bool,
    #[foreign_key(Role, on_delete = set_null)]
    #[backref(users)]
    pub role_id: Option<i64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "posts")]
pub struct Post {
    #[primary_key]
    pub id: i64,
    #[column(length = 200)]
    pub title: String,
    #[default(0)]
    pub likes: i32,
    #[foreign_key(User, on_delete = cascade)]
    #[backref(posts, order_by(desc(id)))]
    pub author_id: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "tags")]
pub struct Tag {
    #[primary_key]
    pub id: i64,
    #[unique]
    #[column(length = 40)]
    pub name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "post_tags", link(tags, posts))]
pub struct PostTag {
    #[primary_key]
    #[foreign_key(Post, on_delete = cascade)]
    pub post_id: i64,
    #[primary_key]
    #[foreign_key(Tag, on_delete = cascade)]
    pub tag_id: i64,
}

pub const SCHEMA: Schema = schema![Role, User, Post, Tag, PostTag];
