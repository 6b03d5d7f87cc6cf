//! Loads of some records of each: the first few, and those of very many.

use model_runtime::prelude::*;

use super::{Author, Post, SCHEMA, world};
use crate::each::{each, each_with};
use crate::sent::logged;

fn titles(loaded: &[(Author, Vec<Post>)]) -> Vec<Vec<&str>> {
    let loaded = loaded.iter();
    loaded.map(|(_, posts)| posts.iter().map(|post| post.title.as_str()).collect()).collect()
}

#[tokio::test]
async fn limit_of_a_load_is_for_each_record() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        for title in ["fourth", "fifth"] {
            let post = Post::create().title(title).rating(5).author(&world.ann);
            post.insert(&db).await.unwrap();
        }
        let authors = Author::query().order_by(Author::ID);
        // By rating from high to low, then by key: the order of the back-reference.
        let (loaded, sent) = logged(authors.clone().with(Author::POSTS.limit(2)).all(&db)).await;
        assert_eq!(
            titles(&loaded.unwrap()),
            [vec!["second", "fourth"], vec!["third"], vec![], vec![]]
        );
        assert_eq!(sent.len(), 2, "{sent:?}");
        let newest = Author::POSTS.order_by(Post::ID.desc()).limit(2);
        let loaded = authors.clone().with(newest).all(&db).await.unwrap();
        assert_eq!(titles(&loaded), [vec!["fifth", "fourth"], vec!["third"], vec![], vec![]]);
        let filtered = Author::POSTS.filter(Post::TITLE.ne("fourth")).limit(2);
        let loaded = authors.clone().with(filtered).all(&db).await.unwrap();
        assert_eq!(titles(&loaded), [vec!["second", "fifth"], vec!["third"], vec![], vec![]]);
        let none = authors.with(Author::POSTS.limit(0)).all(&db).await.unwrap();
        assert!(none.iter().all(|(_, posts)| posts.is_empty()));
    })
    .await;
}

#[tokio::test]
async fn limits_hold_on_each_level() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        let posts = Author::POSTS.order_by(Post::ID.asc()).limit(1);
        let comments = Post::COMMENTS.limit(1);
        let query = Author::query().order_by(Author::ID).limit(2).with(posts.with(comments));
        let (loaded, sent) = logged(query.all(&db)).await;
        let loaded = loaded.unwrap();
        assert_eq!(sent.len(), 3, "{sent:?}");
        let [a, _, c] = world.comments;
        let expected =
            [(world.ann, vec![(world.first, vec![a])]), (world.ben, vec![(world.third, vec![c])])];
        assert_eq!(loaded, expected);
    })
    .await;
}

#[tokio::test]
async fn statements_are_told_before_anything_runs() {
    each_with(SCHEMA, async |_, db| {
        let query =
            Author::query().with(Author::MENTOR).with(Author::POSTS.with(Post::COMMENTS).limit(2));
        let told = query.statements(db.dialect());
        world(&db).await;
        let (_, sent) = logged(query.all(&db)).await;
        assert_eq!(told.len(), 4);
        assert_eq!(sent.len(), 4, "{sent:?}");
        // Lists are as long as there are keys; what stands before them is the same.
        for (told, sent) in told.iter().zip(&sent) {
            let sent = sent.trim_start_matches("sql=");
            let told = told.to_string();
            let common = told.split("IN (").next().unwrap().split("ANY(").next().unwrap();
            assert!(sent.starts_with(common), "{told}\n{sent}");
        }
    })
    .await;
}

#[derive(Model, Debug)]
struct Parcel {
    #[primary_key(manual)]
    id: i64,
}

#[derive(Model, Debug)]
struct Label {
    #[primary_key(manual)]
    id: i64,
    #[foreign_key(Parcel)]
    #[backref(labels)]
    parcel_id: i64,
}

#[tokio::test]
async fn seventy_thousand_parents_take_three_statements() {
    const SCHEMA: Schema = schema![Parcel, Label];
    each(SCHEMA, async |db| {
        let parcels = (0..70_000).map(|id| Parcel::create().id(id));
        Parcel::insert_all(&db, parcels).await.unwrap();
        let labels = (0..70_000).map(|id| Label::create().id(id + 7).parcel_id(id));
        Label::insert_all(&db, labels).await.unwrap();
        let (loaded, sent) = logged(Parcel::query().with(Parcel::LABELS).all(&db)).await;
        let loaded = loaded.unwrap();
        assert_eq!(loaded.len(), 70_000);
        for (parcel, labels) in &loaded {
            let [label] = labels.as_slice() else { panic!("{labels:?}") };
            assert_eq!((label.id, label.parcel_id), (parcel.id + 7, parcel.id));
        }
        assert_eq!(sent.len(), 1 + 3, "30 000 keys each");
    })
    .await;
}
