//! Sorting, limiting, and reading rows once.

use model_runtime::{Order, prelude::*};

use super::{Item, SCHEMA, items};
use crate::each::each;

async fn sorted(db: &Db, keys: impl IntoIterator<Item = Order<Item>>) -> Vec<i32> {
    let keys: Vec<_> = keys.into_iter().collect();
    let found = Item::query().order_by(keys).all(db).await.unwrap();
    found.into_iter().map(|item| item.age).collect()
}

#[tokio::test]
async fn order_is_ascending_or_descending_with_null_the_lowest() {
    each(SCHEMA, async |db| {
        items(&db).await;
        assert_eq!(sorted(&db, [Item::AGE.desc()]).await, [5, 4, 3, 2, 1]);
        assert_eq!(sorted(&db, [Item::NAME.asc()]).await, [5, 2, 1, 3, 4]);
        assert_eq!(sorted(&db, [Item::NAME.desc()]).await, [4, 3, 1, 2, 5]);
        let then_age = |order| [order, Item::AGE.asc()];
        assert_eq!(sorted(&db, then_age(Item::SCORE.asc())).await, [3, 5, 1, 4, 2]);
        assert_eq!(sorted(&db, then_age(Item::SCORE.desc())).await, [2, 1, 4, 3, 5]);
        assert_eq!(sorted(&db, then_age(Item::NICK.asc())).await, [2, 5, 4, 3, 1]);
        assert_eq!(sorted(&db, then_age(Item::SEEN.asc())).await, [3, 4, 2, 1, 5]);
    })
    .await;
}

#[tokio::test]
async fn nulls_go_where_it_is_said() {
    each(SCHEMA, async |db| {
        items(&db).await;
        let then_age = |order| [order, Item::AGE.desc()];
        assert_eq!(sorted(&db, then_age(Item::SCORE.asc().nulls_first())).await, [5, 3, 4, 1, 2]);
        assert_eq!(sorted(&db, then_age(Item::SCORE.asc().nulls_last())).await, [4, 1, 2, 5, 3]);
        assert_eq!(sorted(&db, then_age(Item::SCORE.desc().nulls_first())).await, [5, 3, 2, 4, 1]);
        assert_eq!(sorted(&db, then_age(Item::SCORE.desc().nulls_last())).await, [2, 4, 1, 5, 3]);
        // Of the two, the later stands.
        let both = Item::SCORE.asc().nulls_first().nulls_last();
        assert_eq!(sorted(&db, then_age(both)).await, [4, 1, 2, 5, 3]);
    })
    .await;
}

#[tokio::test]
async fn keys_are_columns_expressions_tuples_and_lists() {
    each(SCHEMA, async |db| {
        items(&db).await;
        let read = async |query: model_runtime::Query<Item>| -> Vec<i32> {
            query.all(&db).await.unwrap().into_iter().map(|item| item.age).collect()
        };
        assert_eq!(read(Item::query().order_by(Item::AGE)).await, [1, 2, 3, 4, 5]);
        assert_eq!(read(Item::query().order_by((Item::AGE * -1).asc())).await, [5, 4, 3, 2, 1]);
        let pair = (Item::ACTIVE, Item::AGE.desc());
        assert_eq!(read(Item::query().order_by(pair)).await, [4, 3, 5, 2, 1]);
        let chained = Item::query().order_by(Item::ACTIVE.desc()).order_by(Item::AGE);
        assert_eq!(read(chained).await, [1, 2, 5, 3, 4]);
        let none: [Order<Item>; 0] = [];
        assert_eq!(read(Item::filter(Item::AGE.eq(3)).order_by(none)).await, [3]);
    })
    .await;
}

#[tokio::test]
async fn limit_and_offset_cut_the_list() {
    each(SCHEMA, async |db| {
        items(&db).await;
        let read = async |limit: Option<u64>, offset: Option<u64>| -> Vec<i32> {
            let mut query = Item::query().order_by(Item::AGE);
            if let Some(limit) = limit {
                query = query.limit(limit);
            }
            if let Some(offset) = offset {
                query = query.offset(offset);
            }
            let count = query.clone().count(&db).await.unwrap();
            let exists = query.clone().exists(&db).await.unwrap();
            let found = query.all(&db).await.unwrap();
            assert_eq!(count, found.len() as u64, "{limit:?} {offset:?}");
            assert_eq!(exists, !found.is_empty(), "{limit:?} {offset:?}");
            found.into_iter().map(|item| item.age).collect()
        };
        assert_eq!(read(Some(2), None).await, [1, 2]);
        assert_eq!(read(Some(2), Some(2)).await, [3, 4]);
        assert_eq!(read(Some(2), Some(4)).await, [5]);
        assert_eq!(read(Some(2), Some(5)).await, [0; 0]);
        assert_eq!(read(None, Some(3)).await, [4, 5]);
        assert_eq!(read(Some(0), None).await, [0; 0]);
        assert_eq!(read(Some(0), Some(1)).await, [0; 0]);
        assert_eq!(read(None, Some(0)).await, [1, 2, 3, 4, 5]);
        assert_eq!(read(Some(i64::MAX as u64), Some(1)).await, [2, 3, 4, 5]);
        assert_eq!(read(Some(u64::MAX), None).await, [1, 2, 3, 4, 5]);
        assert_eq!(read(None, Some(u64::MAX)).await, [0; 0]);
    })
    .await;
}

#[tokio::test]
async fn distinct_reads_equal_rows_once() {
    each(SCHEMA, async |db| {
        let stored = items(&db).await;
        let query = Item::query().distinct().order_by(Item::AGE);
        assert_eq!(query.clone().count(&db).await.unwrap(), 5);
        assert_eq!(query.clone().all(&db).await.unwrap(), stored);
        assert_eq!(query.limit(2).count(&db).await.unwrap(), 2);
    })
    .await;
}
