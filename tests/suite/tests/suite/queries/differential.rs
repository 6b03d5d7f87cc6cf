//! Random conditions and orders over random rows: each database answers what Rust computes.

use std::cmp::Ordering;

use model_runtime::{Order, prelude::*};
use test_support::{Rng, scale};

use super::evaluator::{Condition, optional, small, text};
use super::{Item, SCHEMA};
use crate::each::each;

async fn random_items(db: &Db, rng: &mut Rng) -> Vec<Item> {
    let rows = (0..25).map(|_| {
        let item = Item::create().name(text(rng)).nick(optional(rng, text)).age(small(rng));
        let item = item.score(optional(rng, small));
        let item = item.price(optional(rng, |rng| f64::from(small(rng)) / 4.0));
        item.active(rng.one_in(2)).seen(optional(rng, |rng| rng.one_in(2)))
    });
    let rows: Vec<_> = rows.collect();
    Item::insert_all(db, rows).await.unwrap()
}

#[tokio::test]
async fn conditions_keep_the_rows_for_which_they_are_true() {
    each(SCHEMA, async |db| {
        let mut rng = Rng::seeded();
        for _ in 0..2 * scale() {
            Item::query().everything().delete(&db).await.unwrap();
            let items = random_items(&db, &mut rng).await;
            for _ in 0..120 {
                let condition = Condition::random(&mut rng, 4);
                let expected: Vec<_> =
                    items.iter().filter(|item| condition.of(item) == Some(true)).cloned().collect();
                let query = || Item::filter(condition.predicate());
                let found = query().order_by(Item::ID).all(&db).await;
                let found = found.unwrap_or_else(|error| panic!("{condition:?}: {error:?}"));
                assert_eq!(found, expected, "{condition:?}");
                let count = query().count(&db).await.unwrap();
                assert_eq!(count, expected.len() as u64, "{condition:?}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn bulk_writes_touch_the_rows_for_which_conditions_are_true() {
    each(SCHEMA, async |db| {
        let mut rng = Rng::seeded();
        for _ in 0..20 * scale() {
            Item::query().everything().delete(&db).await.unwrap();
            let mut items = random_items(&db, &mut rng).await;
            let condition = Condition::random(&mut rng, 3);
            let meets = |item: &Item| condition.of(item) == Some(true);
            let count = items.iter().filter(|item| meets(item)).count() as u64;
            let age = small(&mut rng);
            let update = Item::filter(condition.predicate()).update();
            let update = update.set(Item::AGE, Item::AGE + age).set(Item::NICK, Item::NAME);
            assert_eq!(update.run(&db).await.unwrap(), count, "{condition:?}");
            for item in items.iter_mut().filter(|item| meets(item)) {
                item.age += age;
                item.nick = Some(item.name.clone());
            }
            assert_eq!(
                Item::query().order_by(Item::ID).all(&db).await.unwrap(),
                items,
                "{condition:?}"
            );

            let condition = Condition::random(&mut rng, 3);
            let count = items.iter().filter(|item| condition.of(item) == Some(true)).count() as u64;
            let deleted = Item::filter(condition.predicate()).delete(&db).await.unwrap();
            assert_eq!(deleted, count, "{condition:?}");
            items.retain(|item| condition.of(item) != Some(true));
            assert_eq!(
                Item::query().order_by(Item::ID).all(&db).await.unwrap(),
                items,
                "{condition:?}"
            );
        }
    })
    .await;
}

/// A sort key for the database, with what it means in Rust.
type Key = (Order<Item>, Box<dyn Fn(&Item, &Item) -> Ordering>);

fn key(rng: &mut Rng) -> Key {
    macro_rules! of {
        ($column:expr, |$item:ident| $get:expr) => {{
            let (descending, nulls) = (rng.one_in(2), rng.below(3));
            let order = if descending { $column.desc() } else { $column.asc() };
            let order = match nulls {
                0 => order,
                1 => order.nulls_first(),
                _ => order.nulls_last(),
            };
            let nulls_first = if nulls == 0 { !descending } else { nulls == 1 };
            let compare = move |left: &Item, right: &Item| {
                let get = |$item: &Item| $get;
                match (get(left), get(right)) {
                    (None, None) => Ordering::Equal,
                    (None, Some(_)) if nulls_first => Ordering::Less,
                    (Some(_), None) if !nulls_first => Ordering::Less,
                    (None, Some(_)) | (Some(_), None) => Ordering::Greater,
                    (Some(left), Some(right)) if descending => right.partial_cmp(&left).unwrap(),
                    (Some(left), Some(right)) => left.partial_cmp(&right).unwrap(),
                }
            };
            (order, Box::new(compare))
        }};
    }
    match rng.below(8) {
        0 => of!(Item::NAME, |item| Some(item.name.clone())),
        1 => of!(Item::NICK, |item| item.nick.clone()),
        2 => of!(Item::AGE, |item| Some(item.age)),
        3 => of!(Item::SCORE, |item| item.score),
        4 => of!(Item::PRICE, |item| item.price),
        5 => of!(Item::ACTIVE, |item| Some(item.active)),
        6 => of!(Item::SEEN, |item| item.seen),
        _ => of!(Item::SCORE + Item::AGE, |item| item.score.map(|score| score + item.age)),
    }
}

#[tokio::test]
async fn orders_are_those_of_rust() {
    each(SCHEMA, async |db| {
        let mut rng = Rng::seeded();
        let items = random_items(&db, &mut rng).await;
        for _ in 0..60 * scale() {
            let keys: Vec<Key> = (0..1 + rng.below(3)).map(|_| key(&mut rng)).collect();
            let (limit, offset) = (rng.below(30), rng.below(10));
            let mut expected = items.clone();
            expected.sort_by(|left, right| {
                let unequal = keys
                    .iter()
                    .map(|(_, compare)| compare(left, right))
                    .find(|order| order.is_ne());
                unequal.unwrap_or_else(|| left.id.cmp(&right.id))
            });
            let expected: Vec<_> = expected.into_iter().skip(offset).take(limit).collect();
            let orders: Vec<_> = keys.into_iter().map(|(order, _)| order).collect();
            let query = Item::query().order_by(orders).order_by(Item::ID);
            let query = query.limit(limit as u64).offset(offset as u64);
            assert_eq!(query.clone().all(&db).await.unwrap(), expected, "{query:?}");
        }
    })
    .await;
}
