//! Groups of records, what is read of them, and which.

use model_runtime::{ErrorKind, prelude::*};

use super::{Item, SCHEMA, items, statements};
use crate::each::each;
use crate::relations::{self, Author, Post, world};

#[tokio::test]
async fn groups_are_counted_and_summed() {
    each(SCHEMA, async |db| {
        items(&db).await;
        let scores = Item::query().group_by(Item::SCORE).select((
            Item::SCORE,
            Item::count_all(),
            Item::NICK.count(),
            Item::AGE.sum(),
            Item::AGE.avg(),
            Item::NAME.min(),
            Item::PRICE.max(),
        ));
        let scores = scores.order_by(Item::SCORE);
        let name = |name: &str| Some(name.to_owned());
        let expected = [
            (None, 2, 1, Some(8), Some(4.0), name(""), Some(1e300)),
            (Some(10), 2, 2, Some(5), Some(2.5), name("anna"), Some(1.5)),
            (Some(20), 1, 0, Some(2), Some(2.0), name("Bert"), None),
        ];
        assert_eq!(statements(1, scores.clone().all(&db)).await.unwrap(), expected);
        assert_eq!(statements(1, scores.clone().count(&db)).await.unwrap(), 3);
        assert!(scores.exists(&db).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn having_keeps_groups_and_filter_records() {
    each(SCHEMA, async |db| {
        items(&db).await;
        let groups = || Item::query().group_by(Item::SCORE);
        let scores = groups().having(Item::count_all().gt(1)).select(Item::SCORE);
        assert_eq!(scores.order_by(Item::SCORE).all(&db).await.unwrap(), [None, Some(10)]);
        let both = groups().having(Item::AGE.sum().gt(4)).having(Item::SCORE.is_not_null());
        assert_eq!(both.select(Item::SCORE).all(&db).await.unwrap(), [Some(10)]);
        let either = Item::AGE.max().eq(2) | Item::AGE.min().eq(3);
        let either = groups().having(either).select(Item::SCORE).order_by(Item::SCORE);
        assert_eq!(either.all(&db).await.unwrap(), [None, Some(20)]);
        let none = groups().having(Item::AGE.sum().gt(100)).select(Item::SCORE);
        assert!(!none.clone().exists(&db).await.unwrap());
        assert_eq!(none.count(&db).await.unwrap(), 0);
        let active = Item::filter(Item::ACTIVE)
            .group_by(Item::SCORE)
            .select((Item::SCORE, Item::count_all()));
        let active = active.filter(Item::AGE.gt(1)).order_by((Item::count_all(), Item::SCORE));
        assert_eq!(active.all(&db).await.unwrap(), [(None, 1), (Some(20), 1)]);
        let optional = groups().having(None).select(Item::SCORE).limit(2).count(&db).await.unwrap();
        assert_eq!(optional, 2);
    })
    .await;
}

#[tokio::test]
async fn keys_are_several_calculated_or_at_the_end_of_a_path() {
    each(SCHEMA, async |db| {
        items(&db).await;
        let two = Item::query().group_by((Item::ACTIVE, Item::SCORE));
        let two = two.select((Item::ACTIVE, Item::SCORE, Item::count_all()));
        let two = two.order_by((Item::ACTIVE.desc(), Item::SCORE));
        let expected = [
            (true, None, 1),
            (true, Some(10), 1),
            (true, Some(20), 1),
            (false, None, 1),
            (false, Some(10), 1),
        ];
        assert_eq!(two.all(&db).await.unwrap(), expected);
        let half = || Item::AGE / 2;
        let halves = Item::query().group_by(half()).having(half().gt(0) & (half() + 1).lt(4));
        let halves =
            halves.select((Item::count_all(), half(), half() * 10)).order_by(half().desc());
        assert_eq!(halves.clone().all(&db).await.unwrap(), [(2, 2, 20), (2, 1, 10)]);
        assert_eq!(halves.count(&db).await.unwrap(), 2);
        // A key need not be read.
        let counts = Item::query().group_by(half()).select(Item::count_all()).order_by(half());
        assert_eq!(counts.all(&db).await.unwrap(), [1, 2, 2]);
    })
    .await;
    each(relations::SCHEMA, async |db| {
        world(&db).await;
        let editor = || Post::EDITOR.then(Author::NAME);
        let editors = Post::query().group_by(editor()).select((editor(), Post::RATING.sum()));
        let editors = editors.order_by(editor().asc().nulls_last());
        let expected = [(Some("Ben".to_owned()), Some(3)), (None, Some(10))];
        assert_eq!(statements(1, editors.all(&db)).await.unwrap(), expected);
        let by_posts = Author::query().group_by(Author::POSTS.count());
        let by_posts =
            by_posts.select((Author::POSTS.count(), Author::count_all(), Author::NAME.max()));
        let by_posts = by_posts.order_by(Author::POSTS.count());
        let name = |name: &str| Some(name.to_owned());
        let expected = [(0, 2, name("Di")), (1, 1, name("Ben")), (2, 1, name("Ann"))];
        assert_eq!(by_posts.all(&db).await.unwrap(), expected);
        let most = Author::query().select(Author::POSTS.count().max());
        assert_eq!(most.one(&db).await.unwrap(), Some(2));
    })
    .await;
}

#[tokio::test]
async fn all_records_are_one_group() {
    each(SCHEMA, async |db| {
        let all = || Item::query().select((Item::count_all(), Item::AGE.sum(), Item::SCORE.avg()));
        assert_eq!(all().all(&db).await.unwrap(), [(0, None, None)]);
        items(&db).await;
        assert_eq!(all().one(&db).await.unwrap(), (5, Some(15), Some(40.0 / 3.0)));
        assert_eq!(all().count(&db).await.unwrap(), 1);
        let some = all().filter(Item::AGE.lt(3)).one(&db).await.unwrap();
        assert_eq!(some, (2, Some(3), Some(15.0)));
        assert!(all().filter(Item::AGE.gt(9)).exists(&db).await.unwrap());
        let sum = Item::query().select(Item::AGE.sum() * 2 + 1).one(&db).await.unwrap();
        assert_eq!(sum, Some(31));
    })
    .await;
}

#[tokio::test]
async fn what_is_neither_grouped_nor_aggregated_is_refused() {
    each(SCHEMA, async |db| {
        let check = |error: Error, field: &str| {
            assert_eq!((error.kind(), error.model()), (ErrorKind::Unsupported, Some("Item")));
            assert_eq!(error.fields(), [field]);
            assert!(error.to_string().contains("neither grouped nor aggregated"), "{error}");
        };
        let mixed = Item::query().select((Item::NAME, Item::count_all()));
        let (error, sent) = crate::sent::logged(mixed.all(&db)).await;
        check(error.unwrap_err(), "name");
        assert!(sent.is_empty(), "{sent:?}");
        let other = Item::query().group_by(Item::AGE).select((Item::AGE, Item::SCORE + 1));
        check(other.clone().all(&db).await.unwrap_err(), "score");
        check(other.count(&db).await.unwrap_err(), "score");
        let sorted = Item::query().group_by(Item::AGE).select(Item::AGE).order_by(Item::NICK);
        check(sorted.first(&db).await.unwrap_err(), "nick");
        let having = Item::query().group_by(Item::AGE).having(Item::PRICE.is_null());
        check(having.select(Item::AGE).all(&db).await.unwrap_err(), "price");
        let sorted = Item::query().select(Item::AGE).order_by(Item::count_all());
        check(sorted.exists(&db).await.unwrap_err(), "age");
    })
    .await;
}

#[tokio::test]
async fn limit_of_records_is_not_taken_for_one_of_groups() {
    each(SCHEMA, async |db| {
        items(&db).await;
        let some = || Item::query().order_by(Item::AGE).limit(2);
        let all = some().select(Item::AGE.sum()).one(&db).await.unwrap_err();
        let groups = Item::query().offset(1).group_by(Item::SCORE).select(Item::SCORE);
        let groups = groups.count(&db).await.unwrap_err();
        for error in [all, groups] {
            assert_eq!((error.kind(), error.model()), (ErrorKind::Unsupported, Some("Item")));
            assert!(error.to_string().contains("after `select`"), "{error}");
        }
        assert_eq!(some().select(Item::AGE).all(&db).await.unwrap(), [1, 2]);
    })
    .await;
}
