//! Relations: both directions of a foreign key, asked lazily and loaded along.

mod actions;
mod collections;
mod composite;
mod conditions;
mod counted;
mod extension;
mod keys;
mod lazy;
mod limits;
mod link_graphs;
mod link_loads;
mod link_writes;
mod links;
mod loads;
mod ordered;
mod streams;
mod trees;

use model_runtime::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "countries")]
pub(super) struct Country {
    #[primary_key]
    pub(super) id: i64,
    #[unique]
    #[column(length = 2)]
    pub(super) code: String,
}

/// Refers to its country by a unique column, to its mentor in its own table.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "authors")]
pub(super) struct Author {
    #[primary_key]
    pub(super) id: i64,
    pub(super) name: String,
    #[foreign_key(Country, references = CODE, name = country)]
    #[backref(authors)]
    pub(super) country_code: Option<String>,
    #[foreign_key(Author, on_delete = set_null)]
    #[backref(students)]
    pub(super) mentor_id: Option<i64>,
}

/// At most one of each author.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "profiles")]
pub(super) struct Profile {
    #[primary_key]
    pub(super) id: i64,
    #[foreign_key(Author, on_delete = cascade)]
    #[backref(profile)]
    #[unique]
    pub(super) author_id: i64,
    pub(super) text: String,
}

/// Two keys to one parent: who wrote it, and perhaps who edited it.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "posts")]
pub(super) struct Post {
    #[primary_key]
    pub(super) id: i64,
    pub(super) title: String,
    pub(super) rating: i32,
    #[foreign_key(Author)]
    #[backref(posts, order_by(desc(rating), id))]
    pub(super) author_id: i64,
    #[foreign_key(Author, name = editor)]
    #[backref(edited)]
    pub(super) edited_by: Option<i64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "comments")]
pub(super) struct Comment {
    #[primary_key]
    pub(super) id: i64,
    pub(super) text: String,
    #[foreign_key(Post, on_delete = cascade)]
    #[backref(comments, order_by(id))]
    pub(super) post_id: i64,
    #[foreign_key(Author)]
    pub(super) author_id: Option<i64>,
}

pub(super) const SCHEMA: Schema = schema![Country, Author, Profile, Post, Comment];

/// A small world: Ann is the mentor of Ben and Cy, has two posts and a profile; Ben has one post; Cy and
/// Di have none. Ben edited Ann's first post. Only Ann has a country.
pub(super) struct World {
    pub(super) norway: Country,
    pub(super) ann: Author,
    pub(super) ben: Author,
    pub(super) cy: Author,
    pub(super) di: Author,
    pub(super) profile: Profile,
    /// Ann's, rated 3, and edited by Ben.
    pub(super) first: Post,
    /// Ann's, rated 5.
    pub(super) second: Post,
    /// Ben's, rated 5.
    pub(super) third: Post,
    /// Two on the first post, one on the third.
    pub(super) comments: [Comment; 3],
}

pub(super) async fn world(db: &Db) -> World {
    let norway = Country::create().code("no").insert(db).await.unwrap();
    Country::create().code("se").insert(db).await.unwrap();
    let author = |name: &str| Author::create().name(name);
    let ann = author("Ann").country(&norway).insert(db).await.unwrap();
    let ben = author("Ben").mentor(&ann).insert(db).await.unwrap();
    let cy = author("Cy").mentor(&ann).insert(db).await.unwrap();
    let di = author("Di").insert(db).await.unwrap();
    let profile = Profile::create().author(&ann).text("about Ann").insert(db).await.unwrap();
    let post = |title: &str, rating: i32| Post::create().title(title).rating(rating);
    let first = post("first", 3).author(&ann).editor(&ben).insert(db).await.unwrap();
    let second = post("second", 5).author(&ann).insert(db).await.unwrap();
    let third = post("third", 5).author(&ben).insert(db).await.unwrap();
    let comment = |text: &str, post: &Post| Comment::create().text(text).post(post);
    let comments = [
        comment("a", &first).author(&cy).insert(db).await.unwrap(),
        comment("b", &first).insert(db).await.unwrap(),
        comment("c", &third).author(&ann).insert(db).await.unwrap(),
    ];
    World { norway, ann, ben, cy, di, profile, first, second, third, comments }
}
