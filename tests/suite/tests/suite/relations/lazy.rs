//! Accessors: queries of what a record is related to.

use model_runtime::Model;

use super::{Author, Comment, Post, SCHEMA, world};
use crate::each::each;

#[tokio::test]
async fn required_parent_is_there() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        assert_eq!(world.first.author().one(&db).await.unwrap(), world.ann);
        assert_eq!(world.third.author().one(&db).await.unwrap(), world.ben);
        assert_eq!(world.profile.author().one(&db).await.unwrap(), world.ann);
        assert_eq!(world.comments[2].post().one(&db).await.unwrap(), world.third);
    })
    .await;
}

#[tokio::test]
async fn null_foreign_key_has_no_parent() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        assert_eq!(world.ben.mentor().one_or_none(&db).await.unwrap(), Some(world.ann.clone()));
        assert_eq!(world.ann.mentor().one_or_none(&db).await.unwrap(), None);
        assert_eq!(world.ann.mentor().count(&db).await.unwrap(), 0);
        assert!(!world.ann.mentor().exists(&db).await.unwrap());
        let error = world.ann.mentor().one(&db).await.unwrap_err();
        assert!(error.is_not_found(), "{error:?}");
        assert_eq!(error.model(), Some("Author"));
    })
    .await;
}

#[tokio::test]
async fn children_are_those_of_the_parent() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        let students = world.ann.students().order_by(Author::NAME).all(&db).await.unwrap();
        assert_eq!(students, [world.ben.clone(), world.cy.clone()]);
        assert_eq!(world.di.students().all(&db).await.unwrap(), []);
        assert_eq!(world.first.comments().all(&db).await.unwrap(), world.comments[..2]);
        assert_eq!(world.second.comments().all(&db).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn two_keys_to_one_parent_are_two_relations() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        assert_eq!(world.first.author().one(&db).await.unwrap(), world.ann);
        assert_eq!(world.first.editor().one_or_none(&db).await.unwrap(), Some(world.ben.clone()));
        assert_eq!(world.second.editor().one_or_none(&db).await.unwrap(), None);
        assert_eq!(world.ben.posts().all(&db).await.unwrap(), [world.third]);
        assert_eq!(world.ben.edited().all(&db).await.unwrap(), [world.first]);
        assert_eq!(world.ann.edited().all(&db).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn unique_key_gives_at_most_one_child() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        assert_eq!(world.ann.profile().one_or_none(&db).await.unwrap(), Some(world.profile));
        assert_eq!(world.ben.profile().one_or_none(&db).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn reference_to_a_unique_column_is_followed_both_ways() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        assert_eq!(world.ann.country_code.as_deref(), Some("no"));
        let country = world.ann.country().one_or_none(&db).await.unwrap();
        assert_eq!(country, Some(world.norway.clone()));
        assert_eq!(world.ben.country().one_or_none(&db).await.unwrap(), None);
        assert_eq!(
            world.norway.authors().all(&db).await.unwrap(),
            std::slice::from_ref(&world.ann)
        );
        world.di.update().set(Author::COUNTRY, &world.norway).run(&db).await.unwrap();
        let authors = world.norway.authors().order_by(Author::ID).all(&db).await.unwrap();
        assert_eq!(authors[1].country_code.as_deref(), Some("no"));
        assert_eq!(authors.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn accessor_is_narrowed_sorted_counted_changed_and_deleted() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        let good = world.ann.posts().filter(Post::RATING.ge(5));
        assert_eq!(good.clone().all(&db).await.unwrap(), std::slice::from_ref(&world.second));
        assert_eq!(good.count(&db).await.unwrap(), 1);
        let first = world.ann.posts().filter(Post::TITLE.eq("first")).one(&db).await.unwrap();
        assert_eq!(first, world.first);
        assert_eq!(world.ann.posts().update().set(Post::RATING, 1).run(&db).await.unwrap(), 2);
        assert_eq!(world.first.comments().delete(&db).await.unwrap(), 2);
        assert_eq!(Comment::query().count(&db).await.unwrap(), 1);
        let untouched = world.ben.posts().one(&db).await.unwrap();
        assert_eq!(untouched, world.third);
    })
    .await;
}

#[tokio::test]
async fn accessor_of_an_accessor_follows_the_path() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        let mut names = Vec::new();
        for comment in &world.comments {
            let post = comment.post().one(&db).await.unwrap();
            names.push(post.author().one(&db).await.unwrap().name);
        }
        assert_eq!(names, ["Ann", "Ann", "Ben"]);
    })
    .await;
}
