//! Some values of each record instead of all of it.

use futures_util::TryStreamExt;
use model_runtime::{ErrorKind, Selected};

use super::{Item, SCHEMA, items, statements};
use crate::each::each;
use crate::relations::{self, Author, Comment, Country, Post, world};

#[tokio::test]
async fn columns_come_as_their_types_and_in_tuples() {
    each(SCHEMA, async |db| {
        items(&db).await;
        let sorted = || Item::query().order_by(Item::AGE);
        let names: Vec<String> = statements(1, sorted().select(Item::NAME).all(&db)).await.unwrap();
        assert_eq!(names, ["anna", "Bert", "carl", "dora", ""]);
        let scores: Vec<Option<i32>> = sorted().select(Item::SCORE).all(&db).await.unwrap();
        assert_eq!(scores, [Some(10), Some(20), None, Some(10), None]);
        let single: Vec<(i32,)> = sorted().select((Item::AGE,)).all(&db).await.unwrap();
        assert_eq!(single, [(1,), (2,), (3,), (4,), (5,)]);
        type All = (i64, String, Option<String>, i32, Option<i32>, Option<f64>, bool, Option<bool>);
        let all = (
            Item::ID,
            Item::NAME,
            Item::NICK,
            Item::AGE,
            Item::SCORE,
            Item::PRICE,
            Item::ACTIVE,
            Item::SEEN,
        );
        let first: Option<All> = sorted().select(all).first(&db).await.unwrap();
        let (id, rest) =
            first.map(|all| (all.0, (all.1, all.2, all.3, all.4, all.5, all.6, all.7))).unwrap();
        assert!(id > 0);
        let anna =
            ("anna".to_owned(), Some("an".to_owned()), 1, Some(10), Some(1.5), true, Some(true));
        assert_eq!(rest, anna);
        let nested = sorted().select(((Item::AGE, Item::SCORE), Item::AGE * 2, (Item::ACTIVE,)));
        assert_eq!(nested.all(&db).await.unwrap()[1], ((2, Some(20)), 4, (true,)));
    })
    .await;
}

#[tokio::test]
async fn terminals_answer_as_those_of_records() {
    each(SCHEMA, async |db| {
        items(&db).await;
        let ages =
            || -> Selected<Item, i32> { Item::query().select(Item::AGE).order_by(Item::AGE) };
        assert_eq!(ages().first(&db).await.unwrap(), Some(1));
        assert_eq!(ages().order_by(Item::ID).limit(2).offset(1).all(&db).await.unwrap(), [2, 3]);
        assert_eq!(ages().filter(Item::AGE.gt(3)).all(&db).await.unwrap(), [4, 5]);
        assert_eq!(ages().filter(Item::AGE.eq(3)).one(&db).await.unwrap(), 3);
        assert_eq!(ages().filter(Item::AGE.gt(5)).one_or_none(&db).await.unwrap(), None);
        let error = ages().filter(Item::AGE.gt(5)).one(&db).await.unwrap_err();
        assert_eq!((error.kind(), error.model()), (ErrorKind::NotFound, Some("Item")));
        assert_eq!(ages().one(&db).await.unwrap_err().kind(), ErrorKind::TooManyRows);
        assert_eq!(ages().one_or_none(&db).await.unwrap_err().kind(), ErrorKind::TooManyRows);
        assert_eq!(statements(1, ages().count(&db)).await.unwrap(), 5);
        assert_eq!(ages().limit(3).offset(1).count(&db).await.unwrap(), 3);
        assert_eq!(ages().limit(3).offset(4).count(&db).await.unwrap(), 1);
        assert!(statements(1, ages().exists(&db)).await.unwrap());
        assert!(!ages().filter(Item::AGE.gt(5)).exists(&db).await.unwrap());
        let streamed: Vec<i32> = ages().stream(&db).try_collect().await.unwrap();
        assert_eq!(streamed, [1, 2, 3, 4, 5]);
        assert!(!ages().explain(&db).await.unwrap().is_empty());
        let mut tx = db.begin().await.unwrap();
        assert_eq!(ages().count(&mut tx).await.unwrap(), 5);
        tx.rollback().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn equal_rows_are_read_once() {
    each(SCHEMA, async |db| {
        items(&db).await;
        let scores = || Item::query().select(Item::SCORE).distinct();
        assert_eq!(
            scores().order_by(Item::SCORE).all(&db).await.unwrap(),
            [None, Some(10), Some(20)]
        );
        let last = scores().order_by(Item::SCORE.desc().nulls_first()).all(&db).await.unwrap();
        assert_eq!(last, [None, Some(20), Some(10)]);
        assert_eq!(scores().count(&db).await.unwrap(), 3);
        assert_eq!(scores().offset(1).count(&db).await.unwrap(), 2);
        assert!(scores().exists(&db).await.unwrap());
        let halves = Item::query().select((Item::AGE / 2, Item::ACTIVE)).distinct();
        let halves = halves.order_by((Item::AGE / 2, Item::ACTIVE));
        let rows = [(0, true), (1, false), (1, true), (2, false), (2, true)];
        assert_eq!(halves.clone().all(&db).await.unwrap(), rows);
        assert_eq!(halves.count(&db).await.unwrap(), 5);
        // Two columns of one name.
        let twice = Item::query().select((Item::SEEN, Item::SEEN)).distinct();
        assert_eq!(twice.count(&db).await.unwrap(), 3);
        let other = scores().order_by(Item::AGE).all(&db).await.unwrap_err();
        assert_eq!(other.kind(), ErrorKind::Unsupported);
        assert!(other.to_string().contains("by what is selected"), "{other}");
    })
    .await;
}

#[tokio::test]
async fn paths_and_aggregates_are_selected() {
    each(relations::SCHEMA, async |db| {
        world(&db).await;
        let posts = Post::query().order_by(Post::ID).select((
            Post::TITLE,
            Post::AUTHOR.then(Author::NAME),
            Post::EDITOR.then(Author::NAME),
            Post::AUTHOR.then(Author::COUNTRY).then(Country::CODE),
            Post::COMMENTS.count(),
        ));
        let row =
            |title: &str, author: &str, editor: Option<&str>, country: Option<&str>, count| {
                let owned = |text: &str| text.to_owned();
                (owned(title), owned(author), editor.map(owned), country.map(owned), count)
            };
        let expected = [
            row("first", "Ann", Some("Ben"), Some("no"), 2_u64),
            row("second", "Ann", None, Some("no"), 0),
            row("third", "Ben", None, None, 1),
        ];
        assert_eq!(statements(1, posts.clone().all(&db)).await.unwrap(), expected);
        assert_eq!(posts.count(&db).await.unwrap(), 3);
        // A nullable column at the end of an optional path is one `Option`.
        let mentors: Vec<Option<i64>> = Comment::query()
            .select(Comment::AUTHOR.then(Author::MENTOR_ID))
            .order_by(Comment::ID)
            .all(&db)
            .await
            .unwrap();
        assert!(mentors[0].is_some() && mentors[1..] == [None, None]);
        let editors = Post::query().select(Post::EDITOR.then(Author::NAME)).distinct();
        let editors = editors.order_by(Post::EDITOR.then(Author::NAME).desc());
        assert_eq!(editors.all(&db).await.unwrap(), [Some("Ben".to_owned()), None]);
    })
    .await;
}

#[tokio::test]
async fn value_that_does_not_fit_is_named() {
    each(SCHEMA, async |db| {
        items(&db).await;
        // By zero: nothing, where the type says that there is something.
        let error = Item::query().select((Item::NAME, Item::AGE / 0)).all(&db).await.unwrap_err();
        assert_eq!((error.kind(), error.model()), (ErrorKind::Decode, Some("Item")));
        assert!(error.fields().is_empty(), "{error:?}");
    })
    .await;
}
