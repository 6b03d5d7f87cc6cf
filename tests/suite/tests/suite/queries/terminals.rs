//! What runs a query, and what it answers.

use futures_util::{StreamExt, TryStreamExt};
use model_runtime::{ErrorKind, Query, prelude::*};

use super::{Item, SCHEMA, items};
use crate::each::each;

fn older_than(age: i32) -> Query<Item> {
    Item::filter(Item::AGE.gt(age)).order_by(Item::AGE)
}

#[tokio::test]
async fn all_answers_every_record() {
    each(SCHEMA, async |db| {
        let stored = items(&db).await;
        assert_eq!(older_than(0).all(&db).await.unwrap(), stored);
        assert_eq!(older_than(3).all(&db).await.unwrap(), stored[3..]);
        assert_eq!(older_than(5).all(&db).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn first_answers_the_first_of_the_order_or_none() {
    each(SCHEMA, async |db| {
        let stored = items(&db).await;
        assert_eq!(older_than(0).first(&db).await.unwrap().as_ref(), stored.first());
        let last = Item::query().order_by(Item::AGE.desc()).first(&db).await.unwrap();
        assert_eq!(last.as_ref(), stored.last());
        assert_eq!(older_than(5).first(&db).await.unwrap(), None);
        assert_eq!(older_than(0).offset(2).first(&db).await.unwrap().as_ref(), stored.get(2));
        assert_eq!(older_than(0).limit(0).first(&db).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn one_wants_exactly_one() {
    each(SCHEMA, async |db| {
        let stored = items(&db).await;
        assert_eq!(older_than(4).one(&db).await.unwrap(), stored[4]);

        let error = older_than(5).one(&db).await.unwrap_err();
        assert!(error.is_not_found() && !error.is_too_many_rows(), "{error:?}");
        assert_eq!((error.kind(), error.model()), (ErrorKind::NotFound, Some("Item")));

        let error = older_than(3).one(&db).await.unwrap_err();
        assert!(error.is_too_many_rows() && !error.is_not_found(), "{error:?}");
        assert_eq!((error.kind(), error.model()), (ErrorKind::TooManyRows, Some("Item")));
        assert_eq!(older_than(3).limit(1).one(&db).await.unwrap(), stored[3]);
    })
    .await;
}

#[tokio::test]
async fn one_or_none_wants_at_most_one() {
    each(SCHEMA, async |db| {
        let stored = items(&db).await;
        assert_eq!(older_than(4).one_or_none(&db).await.unwrap().as_ref(), stored.last());
        assert_eq!(older_than(5).one_or_none(&db).await.unwrap(), None);
        let error = older_than(3).one_or_none(&db).await.unwrap_err();
        assert_eq!((error.kind(), error.model()), (ErrorKind::TooManyRows, Some("Item")));
    })
    .await;
}

#[tokio::test]
async fn find_answers_by_primary_key() {
    each(SCHEMA, async |db| {
        for item in items(&db).await {
            assert_eq!(Item::find(item.id).one(&db).await.unwrap(), item);
            let id = &item.id;
            let other = Item::find(id).filter(Item::AGE.ne(item.age));
            assert_eq!(other.count(&db).await.unwrap(), 0);
        }
        assert!(Item::find(-1).one(&db).await.unwrap_err().is_not_found());
        assert_eq!(Item::find(i64::MAX).one_or_none(&db).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn count_and_exists_tell_without_reading() {
    each(SCHEMA, async |db| {
        assert_eq!(Item::query().count(&db).await.unwrap(), 0);
        assert!(!Item::query().exists(&db).await.unwrap());
        items(&db).await;
        assert_eq!(Item::query().count(&db).await.unwrap(), 5);
        assert_eq!(older_than(2).count(&db).await.unwrap(), 3);
        assert!(older_than(4).exists(&db).await.unwrap());
        assert!(!older_than(5).exists(&db).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn stream_answers_record_by_record() {
    each(SCHEMA, async |db| {
        let stored = items(&db).await;
        let streamed: Vec<Item> = older_than(0).stream(&db).try_collect().await.unwrap();
        assert_eq!(streamed, stored);
        let streamed: Vec<Item> = older_than(5).stream(&db).try_collect().await.unwrap();
        assert_eq!(streamed, []);

        let mut conn = db.acquire().await.unwrap();
        let mut stream = older_than(3).stream(&mut conn);
        assert_eq!(stream.next().await.unwrap().unwrap(), stored[3]);
        assert_eq!(stream.next().await.unwrap().unwrap(), stored[4]);
        assert!(stream.next().await.is_none());
    })
    .await;
}

#[tokio::test]
async fn stream_of_many_records_is_complete() {
    each(SCHEMA, async |db| {
        let rows = (0..5_000)
            .map(|age| Item::create().name(format!("{age:0100}")).age(age).active(age % 2 == 0));
        Item::insert_all(&db, rows).await.unwrap();
        let mut expected = 0;
        let mut stream = Item::query().order_by(Item::AGE).stream(&db);
        while let Some(item) = stream.next().await {
            assert_eq!(item.unwrap().age, expected);
            expected += 1;
        }
        assert_eq!(expected, 5_000);
    })
    .await;
}

#[tokio::test]
async fn stream_dropped_early_harms_no_later_statement() {
    each(SCHEMA, async |db| {
        let rows = (0..5_000).map(|age| Item::create().name("x").age(age).active(true));
        Item::insert_all(&db, rows).await.unwrap();
        for _ in 0..20 {
            let mut stream = older_than(-1).stream(&db);
            assert_eq!(stream.next().await.unwrap().unwrap().age, 0);
        }
        for age in 0..20 {
            let item = Item::filter(Item::AGE.eq(age)).one(&db).await.unwrap();
            assert_eq!(item.age, age);
        }
    })
    .await;
}

#[tokio::test]
async fn stream_ends_after_its_error() {
    each(SCHEMA, async |db| {
        let broken = Item::filter(Item::PRICE.eq(f64::NAN));
        let mut stream = broken.stream(&db);
        let error = stream.next().await.unwrap().unwrap_err();
        assert_eq!((error.kind(), error.model()), (ErrorKind::InvalidValue, Some("Item")));
        assert!(stream.next().await.is_none());
    })
    .await;
}

#[tokio::test]
async fn query_is_a_value_that_runs_as_often_as_it_is_cloned() {
    each(SCHEMA, async |db| {
        let stored = items(&db).await;
        let query = older_than(1);
        let narrowed = query.clone().filter(Item::ACTIVE);
        assert_eq!(query.clone().all(&db).await.unwrap(), stored[1..]);
        assert_eq!(narrowed.count(&db).await.unwrap(), 2);
        assert_eq!(query.all(&db).await.unwrap(), stored[1..]);
    })
    .await;
}

#[tokio::test]
async fn explain_says_how_without_doing_it() {
    each(SCHEMA, async |db| {
        items(&db).await;
        for plan in [
            older_than(2).explain(&db).await.unwrap(),
            Item::create().name("x").age(9).active(true).explain(&db).await.unwrap(),
            older_than(2).update().set(Item::AGE, 0).explain(&db).await.unwrap(),
        ] {
            assert!(!plan.trim().is_empty() || db.dialect() == Dialect::Sqlite, "{plan}");
        }
        let plan = older_than(2).explain(&db).await.unwrap();
        assert!(plan.to_lowercase().contains("item"), "{plan}");
        assert_eq!(Item::query().count(&db).await.unwrap(), 5);
        assert_eq!(older_than(2).count(&db).await.unwrap(), 3);
    })
    .await;
}
