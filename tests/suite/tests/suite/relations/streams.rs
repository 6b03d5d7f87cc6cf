//! Streams that load relations, part by part.

use futures_util::TryStreamExt as _;
use model_runtime::ErrorKind;
use model_runtime::prelude::*;

use super::{Author, Country, Post, SCHEMA};
use crate::each::each;
use crate::sent::logged;

/// 2 500 authors with a post each, every third without a mentor.
async fn authors(db: &Db) -> Vec<Author> {
    let first = Author::create().name("first").insert(db).await.unwrap();
    let names = (0..2_500).map(|at| {
        let mentor = (at % 3 > 0).then_some(&first);
        Author::create().name(format!("{}", at % 7)).mentor(mentor)
    });
    let authors = Author::insert_all(db, names).await.unwrap();
    let posts = authors.iter().map(|author| Post::create().title("t").rating(1).author(author));
    Post::insert_all(db, posts).await.unwrap();
    authors
}

#[tokio::test]
async fn relations_are_loaded_for_each_part_of_a_stream() {
    each(SCHEMA, async |db| {
        authors(&db).await;
        let query = Author::filter(Author::NAME.ne("first")).with(Author::POSTS);
        let (streamed, sent) = logged(query.clone().stream(&db).try_collect::<Vec<_>>()).await;
        let streamed = streamed.unwrap();
        assert_eq!(sent.len(), 3 * 2, "three parts, each with its posts");
        assert_eq!(streamed.len(), 2_500);
        assert!(streamed.iter().all(|(author, posts)| posts[0].author_id == author.id));
        let ids: Vec<_> = streamed.iter().map(|(author, _)| author.id).collect();
        assert!(ids.is_sorted_by(|a, b| a < b), "by key where nothing else is said");
    })
    .await;
}

#[tokio::test]
async fn streams_keep_the_order_limit_and_offset_of_their_query() {
    each(SCHEMA, async |db| {
        authors(&db).await;
        let orders = [
            Author::query().order_by(Author::NAME.desc()),
            Author::query().order_by(Author::MENTOR_ID).order_by(Author::NAME),
            Author::query().order_by(Author::MENTOR_ID.desc()),
            Author::query().order_by(Author::MENTOR_ID.asc().nulls_last()),
            Author::query().order_by(Author::MENTOR_ID.desc().nulls_first()).limit(1_700).offset(3),
            Author::query().order_by(Author::ID.desc()).limit(1_000),
        ];
        for query in orders {
            let total = query.clone().order_by(Author::ID).with(Author::COUNTRY);
            let expected: Vec<(Author, Option<Country>)> = total.all(&db).await.unwrap();
            let streamed = query.with(Author::COUNTRY).stream(&db);
            assert_eq!(streamed.try_collect::<Vec<_>>().await.unwrap(), expected);
        }
    })
    .await;
}

#[tokio::test]
async fn streams_with_relations_run_in_a_transaction_and_can_be_dropped() {
    each(SCHEMA, async |db| {
        authors(&db).await;
        let mut tx = db.begin().await.unwrap();
        Post::query().everything().delete(&mut tx).await.unwrap();
        let mut stream = Author::query().with(Author::POSTS).stream(&mut tx);
        let (_, posts) = stream.try_next().await.unwrap().unwrap();
        assert_eq!(posts, []);
        drop(stream);
        assert_eq!(Post::query().count(&mut tx).await.unwrap(), 0, "the transaction goes on");
        tx.rollback().await.unwrap();
        assert_eq!(Post::query().count(&db).await.unwrap(), 2_500);
    })
    .await;
}

#[tokio::test]
async fn order_that_can_not_be_continued_is_refused() {
    each(SCHEMA, async |db| {
        let query = Post::query().order_by((Post::RATING + 1).asc()).with(Post::AUTHOR);
        let error = query.stream(&db).try_next().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported);
        assert_eq!(error.model(), Some("Post"));
    })
    .await;
}
