//! Conditions on what is related.

use model_runtime::{Predicate, prelude::*};

use super::{Author, Comment, Country, Post, Profile, SCHEMA, world};
use crate::each::each;

async fn names(db: &Db, predicate: Predicate<Author>) -> Vec<String> {
    let found = Author::filter(predicate).order_by(Author::ID).all(db).await.unwrap();
    found.into_iter().map(|author| author.name).collect()
}

async fn titles(db: &Db, predicate: Predicate<Post>) -> Vec<String> {
    let found = Post::filter(predicate).order_by(Post::ID).all(db).await.unwrap();
    found.into_iter().map(|post| post.title).collect()
}

#[tokio::test]
async fn parent_meets_a_condition() {
    each(SCHEMA, async |db| {
        world(&db).await;
        let ann = || Author::NAME.eq("Ann");
        assert_eq!(titles(&db, Post::AUTHOR.has(ann())).await, ["first", "second"]);
        assert_eq!(titles(&db, !Post::AUTHOR.has(ann())).await, ["third"]);
        assert_eq!(titles(&db, Post::EDITOR.has(Author::NAME.eq("Ben"))).await, ["first"]);
        assert_eq!(titles(&db, Post::EDITOR.has(None)).await, ["first"]);
        assert_eq!(titles(&db, !Post::EDITOR.has(None)).await, ["second", "third"]);
        assert_eq!(names(&db, Author::MENTOR.has(ann())).await, ["Ben", "Cy"]);
        assert_eq!(names(&db, !Author::MENTOR.has(ann())).await, ["Ann", "Di"]);
        assert_eq!(names(&db, Author::COUNTRY.has(Country::CODE.eq("no"))).await, ["Ann"]);
        assert_eq!(names(&db, Author::COUNTRY.has(Country::CODE.eq("se"))).await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn parent_is_this_record_or_none() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        assert_eq!(titles(&db, Post::AUTHOR.eq(&world.ann)).await, ["first", "second"]);
        assert_eq!(titles(&db, Post::EDITOR.eq(&world.ben)).await, ["first"]);
        assert_eq!(titles(&db, Post::EDITOR.eq(&world.ann)).await, [""; 0]);
        assert_eq!(titles(&db, Post::EDITOR.eq(Some(&world.ben))).await, ["first"]);
        let unedited = titles(&db, Post::EDITOR.is_null()).await;
        assert_eq!(titles(&db, Post::EDITOR.eq(None)).await, unedited);
        assert_eq!(titles(&db, Post::EDITOR.ne(None)).await, ["first"]);
        assert_eq!(titles(&db, Post::EDITOR.ne(&world.ben)).await, [""; 0]);
        assert_eq!(titles(&db, Post::AUTHOR.ne(&world.ben)).await, ["first", "second"]);
        assert_eq!(titles(&db, Post::EDITOR.is_null()).await, ["second", "third"]);
        assert_eq!(titles(&db, Post::EDITOR.is_not_null()).await, ["first"]);
        assert_eq!(names(&db, Author::COUNTRY.eq(&world.norway)).await, ["Ann"]);
        assert_eq!(names(&db, Author::COUNTRY.is_null()).await, ["Ben", "Cy", "Di"]);
    })
    .await;
}

#[tokio::test]
async fn any_or_no_child_meets_a_condition() {
    each(SCHEMA, async |db| {
        world(&db).await;
        let rated = |rating: i32| Post::RATING.eq(rating);
        assert_eq!(names(&db, Author::POSTS.any(rated(5))).await, ["Ann", "Ben"]);
        assert_eq!(names(&db, Author::POSTS.any(rated(3))).await, ["Ann"]);
        assert_eq!(names(&db, Author::POSTS.any(rated(4))).await, [""; 0]);
        assert_eq!(names(&db, Author::POSTS.any(None)).await, ["Ann", "Ben"]);
        assert_eq!(names(&db, Author::POSTS.none(rated(3))).await, ["Ben", "Cy", "Di"]);
        assert_eq!(names(&db, Author::POSTS.none(None)).await, ["Cy", "Di"]);
        assert_eq!(names(&db, !Author::POSTS.none(None)).await, ["Ann", "Ben"]);
        assert_eq!(names(&db, Author::EDITED.any(None)).await, ["Ben"]);
        assert_eq!(names(&db, Author::STUDENTS.any(Author::NAME.eq("Cy"))).await, ["Ann"]);
        assert_eq!(names(&db, Author::STUDENTS.none(None)).await, ["Ben", "Cy", "Di"]);
        // More children that meet it give the parent once.
        assert_eq!(names(&db, Author::POSTS.any(Post::RATING.gt(0))).await, ["Ann", "Ben"]);
    })
    .await;
}

#[tokio::test]
async fn only_child_meets_a_condition() {
    each(SCHEMA, async |db| {
        world(&db).await;
        assert_eq!(names(&db, Author::PROFILE.has(Profile::TEXT.contains("Ann"))).await, ["Ann"]);
        assert_eq!(names(&db, Author::PROFILE.has(Profile::TEXT.contains("Ben"))).await, [""; 0]);
        assert_eq!(names(&db, Author::PROFILE.is_not_null()).await, ["Ann"]);
        assert_eq!(names(&db, Author::PROFILE.is_null()).await, ["Ben", "Cy", "Di"]);
    })
    .await;
}

#[tokio::test]
async fn conditions_nest_through_tables_and_through_one() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        let commented = Author::POSTS.any(Post::COMMENTS.any(Comment::TEXT.eq("c")));
        assert_eq!(names(&db, commented).await, ["Ben"]);
        let by_norwegian =
            Comment::POST.has(Post::AUTHOR.has(Author::COUNTRY.has(Country::CODE.eq("no"))));
        let comments = Comment::filter(by_norwegian).order_by(Comment::ID).all(&db).await.unwrap();
        assert_eq!(comments, world.comments[..2]);
        // The table appears in the scope of itself, twice.
        let of_mentor = Author::MENTOR.has(Author::STUDENTS.any(Author::NAME.eq("Cy")));
        assert_eq!(names(&db, of_mentor).await, ["Ben", "Cy"]);
        let deep = Author::STUDENTS
            .any(Author::MENTOR.has(Author::NAME.eq("Ann") & Author::MENTOR.is_null()));
        assert_eq!(names(&db, deep).await, ["Ann"]);
        let own = Author::POSTS.any(Post::EDITOR.has(Author::MENTOR.has(Author::NAME.eq("Ann"))));
        assert_eq!(names(&db, own).await, ["Ann"]);
    })
    .await;
}

#[tokio::test]
async fn conditions_on_relations_and_columns_combine() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        let either = Post::AUTHOR.eq(&world.ben) | Post::EDITOR.eq(&world.ben);
        assert_eq!(titles(&db, either.clone()).await, ["first", "third"]);
        assert_eq!(titles(&db, either.clone() & Post::RATING.eq(5)).await, ["third"]);
        // The second post has no editor: whether that is Ben is unknown, and so is the opposite.
        assert_eq!(titles(&db, !either).await, [""; 0]);
        let by_ben = Author::NAME.eq("Ben");
        let either = Post::AUTHOR.has(by_ben.clone()) | Post::EDITOR.has(by_ben);
        assert_eq!(titles(&db, !either).await, ["second"]);
        let query = Post::filter(Post::AUTHOR.has(Author::NAME.eq("Ann")))
            .filter(Post::COMMENTS.none(None));
        assert_eq!(query.clone().count(&db).await.unwrap(), 1);
        assert_eq!(query.one(&db).await.unwrap(), world.second);
    })
    .await;
}
