//! Lists and chains of any length.

use model_runtime::{Predicate, prelude::*};

use super::{Item, SCHEMA, ages, items};
use crate::each::each;
use test_support::Rng;

#[derive(Model, Debug, Clone, PartialEq)]
struct Word {
    #[primary_key]
    id: i64,
    #[column(length = 40)]
    word: String,
    number: Option<i64>,
}

const WORDS: Schema = schema![Word];

#[tokio::test]
async fn list_of_any_length_is_searched() {
    each(WORDS, async |db| {
        let rows = (0..10_i64).map(|at| Word::create().word(format!("w{at}")).number(at * 4_000));
        Word::insert_all(&db, rows).await.unwrap();
        Word::create().word("null").insert(&db).await.unwrap();
        for length in [0, 1, 2, 3, 5, 4_096, 4_097, 40_000] {
            let inside = (0..10).filter(|at| at * 4_000 < length).count() as u64;
            let numbers = || Word::NUMBER.in_list(0..length);
            assert_eq!(Word::filter(numbers()).count(&db).await.unwrap(), inside, "{length}");
            let words = (0..length).map(|number| match number % 4_000 {
                0 => format!("w{}", number / 4_000),
                _ => format!("x{number}"),
            });
            let found = Word::filter(Word::WORD.in_list(words)).count(&db).await.unwrap();
            assert_eq!(found, inside, "{length}");

            let outside = if length == 0 { 11 } else { 10 - inside };
            let not = Word::filter(Word::NUMBER.not_in_list(0..length)).count(&db).await.unwrap();
            assert_eq!(not, outside, "{length}");
            let not = Word::filter(!numbers()).count(&db).await.unwrap();
            assert_eq!(not, if length == 0 { 11 } else { 10 - inside }, "{length}");
        }
    })
    .await;
}

#[tokio::test]
async fn list_takes_values_references_and_what_converts() {
    each(SCHEMA, async |db| {
        items(&db).await;
        let names = vec![String::from("anna"), String::from("dora")];
        assert_eq!(ages(&db, Item::filter(Item::NAME.in_list(&names))).await, [1, 4]);
        assert_eq!(ages(&db, Item::filter(Item::NAME.in_list(["anna", "Bert"]))).await, [1, 2]);
        assert_eq!(ages(&db, Item::filter(Item::NICK.in_list(["an", ""]))).await, [1, 4]);
        assert_eq!(ages(&db, Item::filter(Item::SCORE.in_list(vec![20]))).await, [2]);
        assert_eq!(ages(&db, Item::filter(Item::PRICE.in_list([1.5, 0.0]))).await, [1, 4]);
        assert_eq!(ages(&db, Item::filter(Item::ACTIVE.in_list([false]))).await, [3, 4]);
    })
    .await;
}

#[tokio::test]
async fn chain_of_five_thousand_conditions_is_one_statement() {
    each(SCHEMA, async |db| {
        items(&db).await;
        let any = (3..5_003).map(|age| Item::AGE.eq(age)).reduce(Predicate::or).unwrap();
        assert_eq!(ages(&db, Item::filter(any.clone())).await, [3, 4, 5]);
        assert_eq!(ages(&db, Item::filter(!any)).await, [1, 2]);
        let all = (3..5_003).map(|age| Item::AGE.ne(age)).reduce(Predicate::and).unwrap();
        assert_eq!(ages(&db, Item::filter(all)).await, [1, 2]);
        let backwards = (3..5_003).map(|age| Item::AGE.eq(age)).reduce(|any, one| one.or(any));
        assert_eq!(ages(&db, Item::filter(backwards)).await, [3, 4, 5]);
        let mut filtered = Item::query();
        for age in 3..5_003 {
            filtered = filtered.filter(Item::AGE.ne(age));
        }
        assert_eq!(ages(&db, filtered).await, [1, 2]);
    })
    .await;
}

/// A tree that can not be balanced is answered, or refused with an error: nothing overflows.
#[tokio::test]
async fn alternating_chain_is_answered_or_refused() {
    each(SCHEMA, async |db| {
        items(&db).await;
        for depth in [20, 100, 2_000] {
            let deep = (0..depth).fold(Item::AGE.eq(3), |deep, at| {
                if at % 2 == 0 { deep & Item::AGE.gt(0) } else { deep | Item::AGE.eq(4) }
            });
            let found = Item::filter(deep).order_by(Item::AGE).all(&db).await;
            match found {
                Ok(found) => {
                    assert_eq!(found.iter().map(|item| item.age).collect::<Vec<_>>(), [3, 4])
                }
                Err(error) => assert!(depth > 100, "{depth}: {error:?}"),
            }
            assert_eq!(Item::query().count(&db).await.unwrap(), 5);
        }
    })
    .await;
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "badges")]
struct Badge {
    #[primary_key]
    id: uuid::Uuid,
    bytes: Vec<u8>,
    issued: chrono::DateTime<chrono::Utc>,
}

/// Values that JSON has no form for travel in one bind as well.
#[tokio::test]
async fn long_lists_of_uuids_bytes_and_times_find_their_rows() {
    each(schema![Badge], async |db| {
        let time = |n: i64| chrono::DateTime::from_timestamp(1_700_000_000 + n, 0).unwrap();
        let bytes = |n: i64| n.to_be_bytes().to_vec();
        let create = |n| Badge::create().bytes(bytes(n)).issued(time(n));
        let badges = Badge::insert_all(&db, (0..3).map(create)).await.unwrap();
        let ids = (0..5_000).map(|_| uuid::Uuid::now_v7()).chain([badges[1].id]);
        let found = Badge::filter(Badge::ID.in_list(ids)).all(&db).await.unwrap();
        assert_eq!(found, [badges[1].clone()]);
        let found = Badge::filter(Badge::BYTES.in_list((2..5_000).map(bytes))).all(&db).await;
        assert_eq!(found.unwrap(), [badges[2].clone()]);
        let found = Badge::filter(Badge::ISSUED.not_in_list((1..5_000).map(time))).all(&db).await;
        assert_eq!(found.unwrap(), [badges[0].clone()]);
    })
    .await;
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "measures")]
struct Measure {
    #[primary_key]
    id: i64,
    single: f32,
    double: f64,
}

/// Numbers keep all their bits on the way.
#[tokio::test]
async fn lists_of_fractions_find_their_rows() {
    each(schema![Measure], async |db| {
        let mut rng = Rng::seeded();
        let mut number = || loop {
            let double = f64::from_bits(rng.bits());
            // MariaDB's FLOAT and its texts are for numbers of common size.
            if (1e-30..1e30).contains(&double.abs()) {
                break double;
            }
        };
        let rows: Vec<(f32, f64)> = (0..600).map(|_| (number() as f32, number())).collect();
        let creates =
            rows.iter().map(|&(single, double)| Measure::create().single(single).double(double));
        Measure::insert_all(&db, creates).await.unwrap();
        for part in rows.chunks(30) {
            let singles = Measure::SINGLE.in_list(part.iter().map(|row| row.0));
            assert_eq!(Measure::filter(singles).count(&db).await.unwrap(), 30, "{part:?}");
            let doubles = Measure::DOUBLE.in_list(part.iter().map(|row| row.1));
            assert_eq!(Measure::filter(doubles).count(&db).await.unwrap(), 30, "{part:?}");
        }
    })
    .await;
}
