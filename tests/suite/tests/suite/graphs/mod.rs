//! Graphs: records stored together with those nested in them.

mod keys;
mod nested;
mod refused;
mod sent;

use model_runtime::prelude::*;
use uuid::Uuid;

#[derive(Model, Debug, Clone, PartialEq)]
pub(super) struct Author {
    #[primary_key]
    pub(super) id: i64,
    #[unique]
    pub(super) name: String,
    #[unique]
    pub(super) code: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub(super) struct Profile {
    #[primary_key]
    pub(super) id: i64,
    pub(super) bio: String,
    #[unique]
    #[foreign_key(Author)]
    #[backref(profile)]
    pub(super) author_id: i64,
}

/// Two foreign keys to one parent; one of them is nullable.
#[derive(Model, Debug, Clone, PartialEq)]
pub(super) struct Book {
    #[primary_key]
    pub(super) id: i64,
    #[unique]
    #[column(length = 40)]
    pub(super) title: String,
    pub(super) pages: Option<i32>,
    #[foreign_key(Author)]
    #[backref(books)]
    pub(super) author_id: i64,
    #[foreign_key(Author, on_delete = set_null)]
    #[backref(edited)]
    pub(super) editor_id: Option<i64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub(super) struct Chapter {
    #[primary_key]
    pub(super) id: i64,
    pub(super) heading: String,
    #[foreign_key(Book, on_delete = cascade)]
    #[backref(chapters)]
    pub(super) book_id: i64,
}

/// A foreign key that can be left out, since it has a default.
#[derive(Model, Debug, Clone, PartialEq)]
pub(super) struct Translation {
    #[primary_key]
    pub(super) id: i64,
    #[foreign_key(Book)]
    #[backref(translations)]
    #[default(1)]
    pub(super) book_id: i64,
    pub(super) language: String,
}

/// Keys that the library makes, in a tree.
#[derive(Model, Debug, Clone, PartialEq)]
pub(super) struct Node {
    #[primary_key]
    pub(super) id: Uuid,
    #[unique]
    pub(super) name: String,
    #[foreign_key(Node)]
    #[backref(children)]
    pub(super) parent_id: Option<Uuid>,
}

/// Refers to a unique column, and has this key for its own.
#[derive(Model, Debug, Clone, PartialEq)]
pub(super) struct Badge {
    #[primary_key(manual)]
    #[foreign_key(Node, references = NAME, name = node)]
    #[backref(badge)]
    pub(super) node_name: String,
    pub(super) color: String,
}

pub(super) const SCHEMA: Schema = schema![Author, Profile, Book, Chapter, Translation, Node, Badge];

/// How many rows there are in all tables.
pub(super) async fn rows(db: &Db) -> u64 {
    Author::query().count(db).await.unwrap()
        + Profile::query().count(db).await.unwrap()
        + Book::query().count(db).await.unwrap()
        + Chapter::query().count(db).await.unwrap()
        + Translation::query().count(db).await.unwrap()
        + Node::query().count(db).await.unwrap()
        + Badge::query().count(db).await.unwrap()
}
