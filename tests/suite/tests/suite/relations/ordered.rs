//! The order of a back-reference holds wherever its children are loaded.

use super::{Author, Country, Post, SCHEMA, world};
use crate::each::each;

fn titles(posts: &[Post]) -> Vec<&str> {
    posts.iter().map(|post| post.title.as_str()).collect()
}

#[tokio::test]
async fn order_of_the_relation_holds_lazily_eagerly_and_nested() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        let more = Post::create().title("fourth").rating(5).author(&world.ann);
        more.insert(&db).await.unwrap();
        let expected = ["second", "fourth", "first"];

        let posts = world.ann.posts().all(&db).await.unwrap();
        assert_eq!(titles(&posts), expected);
        let (_, posts) = Author::find(world.ann.id).with(Author::POSTS).one(&db).await.unwrap();
        assert_eq!(titles(&posts), expected);
        let nested = Country::AUTHORS.with(Author::POSTS);
        let (_, authors) = Country::find(world.norway.id).with(nested).one(&db).await.unwrap();
        assert_eq!(titles(&authors[0].1), expected);
        let filtered = Author::POSTS.filter(Post::TITLE.ne("second"));
        let (_, posts) = Author::find(world.ann.id).with(filtered).one(&db).await.unwrap();
        assert_eq!(titles(&posts), ["fourth", "first"]);
    })
    .await;
}

#[tokio::test]
async fn own_order_of_an_eager_load_comes_before_that_of_the_relation() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        let more = Post::create().title("fourth").rating(3).author(&world.ann);
        more.insert(&db).await.unwrap();
        let rising = Author::POSTS.order_by(Post::RATING.asc());
        let (_, posts) = Author::find(world.ann.id).with(rising).one(&db).await.unwrap();
        assert_eq!(titles(&posts), ["first", "fourth", "second"]);
    })
    .await;
}

#[tokio::test]
async fn first_of_a_relation_is_the_first_of_its_order() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        assert_eq!(world.ann.posts().first(&db).await.unwrap(), Some(world.second.clone()));
        assert_eq!(world.ann.posts().limit(1).all(&db).await.unwrap(), [world.second]);
        assert_eq!(world.ann.posts().offset(1).limit(1).all(&db).await.unwrap(), [world.first]);
    })
    .await;
}
