//! Comparisons, conditions and arithmetic.

use model_runtime::{ErrorKind, Predicate};

use super::{Item, SCHEMA, ages, items};
use crate::each::each;

/// Filters the five items by each predicate and expects the ages.
async fn keeps<const N: usize>(cases: impl Fn() -> [(Predicate<Item>, &'static [i32]); N]) {
    each(SCHEMA, async |db| {
        items(&db).await;
        for (at, (predicate, expected)) in cases().into_iter().enumerate() {
            let found = ages(&db, Item::filter(predicate.clone())).await;
            assert_eq!(found, expected, "case {at}: {predicate:?}");
            let count = Item::filter(predicate.clone()).count(&db).await.unwrap();
            assert_eq!(count, expected.len() as u64, "case {at}: {predicate:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn comparison_keeps_what_it_says() {
    keeps(|| {
        [
            (Item::AGE.eq(3), &[3]),
            (Item::AGE.ne(3), &[1, 2, 4, 5]),
            (Item::AGE.lt(3), &[1, 2]),
            (Item::AGE.le(3), &[1, 2, 3]),
            (Item::AGE.gt(3), &[4, 5]),
            (Item::AGE.ge(3), &[3, 4, 5]),
            (Item::AGE.between(2, 4), &[2, 3, 4]),
            (Item::AGE.between(4, 2), &[]),
            (Item::AGE.in_list([5, 1, 1, 9]), &[1, 5]),
            (Item::AGE.not_in_list([5, 1, 1, 9]), &[2, 3, 4]),
            (Item::NAME.eq("bert"), &[]),
            (Item::NAME.eq("Bert"), &[2]),
            (Item::NAME.eq(String::new()), &[5]),
            (Item::PRICE.eq(-2.25), &[3]),
            (Item::PRICE.gt(0), &[1, 5]),
            (Item::ACTIVE.eq(false), &[3, 4]),
        ]
    })
    .await;
}

#[tokio::test]
async fn null_is_neither_equal_nor_unequal() {
    keeps(|| {
        [
            (Item::SCORE.eq(10), &[1, 4]),
            (Item::SCORE.eq(Some(10)), &[1, 4]),
            (Item::SCORE.ne(10), &[2]),
            (!Item::SCORE.eq(10), &[2]),
            (Item::SCORE.eq(10).not(), &[2]),
            (Item::SCORE.lt(100), &[1, 2, 4]),
            (Item::SCORE.lt(None), &[]),
            (!Item::SCORE.lt(None), &[]),
            (Item::SCORE.in_list([10]), &[1, 4]),
            (Item::SCORE.not_in_list([10]), &[2]),
            (Item::SCORE.in_list::<i32>([]), &[]),
            (Item::SCORE.not_in_list::<i32>([]), &[1, 2, 3, 4, 5]),
            (Item::SCORE.between(0, 15), &[1, 4]),
            (!Item::SCORE.between(0, 15), &[2]),
            (Item::SCORE.eq(Item::SCORE), &[1, 2, 4]),
            (Item::SCORE.ne(Item::AGE), &[1, 2, 4]),
        ]
    })
    .await;
}

#[tokio::test]
async fn null_is_asked_about() {
    keeps(|| {
        [
            (Item::SCORE.is_null(), &[3, 5]),
            (Item::SCORE.is_not_null(), &[1, 2, 4]),
            (Item::SCORE.eq(None), &[3, 5]),
            (Item::SCORE.ne(None), &[1, 2, 4]),
            (!Item::SCORE.eq(None), &[1, 2, 4]),
            (Item::SCORE.is_distinct_from(10), &[2, 3, 5]),
            (Item::SCORE.is_distinct_from(None), &[1, 2, 4]),
            (!Item::SCORE.is_distinct_from(None), &[3, 5]),
            (!Item::SCORE.is_distinct_from(Item::SCORE), &[1, 2, 3, 4, 5]),
            (Item::NICK.is_null(), &[2, 5]),
            (Item::NICK.eq(""), &[4]),
            (Item::NICK.is_distinct_from(""), &[1, 2, 3, 5]),
            (Item::SEEN.is_distinct_from(true), &[2, 3, 4]),
        ]
    })
    .await;
}

#[tokio::test]
async fn conditions_combine() {
    keeps(|| {
        let young = Item::AGE.lt(4);
        let active = Item::ACTIVE.eq(true);
        [
            (young.clone().and(active.clone()), &[1, 2]),
            (young.clone() & active.clone(), &[1, 2]),
            (young.clone().or(active.clone()), &[1, 2, 3, 5]),
            (young.clone() | active.clone(), &[1, 2, 3, 5]),
            (!young.clone() & active.clone(), &[5]),
            (!(young.clone() | active.clone()), &[4]),
            ((young.clone() & active.clone()) | Item::AGE.eq(4), &[1, 2, 4]),
            (young.clone() & (active.clone() | Item::AGE.eq(3)), &[1, 2, 3]),
            (!!young.clone(), &[1, 2, 3]),
            (!(!young & !active), &[1, 2, 3, 5]),
            // Unknown or true is true; unknown and false is false.
            (Item::SCORE.gt(15) | Item::AGE.eq(3), &[2, 3]),
            (!(Item::SCORE.gt(15) & Item::AGE.eq(5)), &[1, 2, 3, 4]),
        ]
    })
    .await;
}

#[tokio::test]
async fn filters_of_one_query_have_to_hold_all() {
    each(SCHEMA, async |db| {
        items(&db).await;
        let query = Item::filter(Item::AGE.gt(1)).filter(Item::AGE.lt(5)).filter(Item::ACTIVE);
        assert_eq!(ages(&db, query).await, [2]);
        let query = Item::filter(Item::AGE.lt(2) | Item::AGE.gt(4)).filter(Item::SEEN.eq(true));
        assert_eq!(ages(&db, query).await, [1, 5]);
    })
    .await;
}

#[tokio::test]
async fn optional_filter_that_is_none_keeps_all() {
    each(SCHEMA, async |db| {
        items(&db).await;
        let search = async |name: Option<&str>, at_least: Option<i32>| {
            let query = Item::filter(name.map(|name| Item::NAME.contains(name)));
            ages(&db, query.filter(at_least.map(|age| Item::AGE.ge(age)))).await
        };
        assert_eq!(search(None, None).await, [1, 2, 3, 4, 5]);
        assert_eq!(search(Some("r"), None).await, [2, 3, 4]);
        assert_eq!(search(None, Some(4)).await, [4, 5]);
        assert_eq!(search(Some("r"), Some(3)).await, [3, 4]);
    })
    .await;
}

#[tokio::test]
async fn arithmetic_is_that_of_whole_numbers_and_of_fractions() {
    keeps(|| {
        [
            ((Item::AGE + 1).eq(3), &[2]),
            ((Item::AGE - 1).eq(0), &[1]),
            ((Item::AGE * 10).eq(Item::SCORE), &[1, 2]),
            ((Item::AGE / 2).eq(1), &[2, 3]),
            ((Item::AGE / -2).eq(-1), &[2, 3]),
            ((Item::AGE * 2 + 1).eq(7), &[3]),
            (((Item::AGE + 1) * 2).eq(8), &[3]),
            ((Item::AGE - (Item::AGE - 1)).eq(1), &[1, 2, 3, 4, 5]),
            (Item::AGE.eq(Item::SCORE / 10), &[1, 2]),
            ((Item::SCORE + Item::AGE).gt(13), &[2, 4]),
            ((Item::SCORE + 1).is_null(), &[3, 5]),
            ((Item::PRICE / 2.0).eq(0.75), &[1]),
            ((Item::PRICE * -1.0).gt(2.0), &[3]),
            (Item::SCORE.between(Item::AGE * 5, Item::AGE * 10), &[1, 2]),
        ]
    })
    .await;
}

#[tokio::test]
async fn division_by_zero_has_one_outcome() {
    let outcomes = std::cell::RefCell::new(Vec::new());
    each(SCHEMA, async |db| {
        items(&db).await;
        let divided = Item::filter((Item::AGE / (Item::AGE - 1)).is_null()).order_by(Item::AGE);
        let outcome = divided.all(&db).await;
        let outcome = outcome.map(|found| found.len()).map_err(|error| error.kind());
        outcomes.borrow_mut().push(outcome);
    })
    .await;
    let outcomes = outcomes.into_inner();
    assert!(outcomes.windows(2).all(|pair| pair[0] == pair[1]), "{outcomes:?}");
    let allowed = [Ok(1), Err(ErrorKind::OutOfRange), Err(ErrorKind::InvalidValue)];
    assert!(outcomes.iter().all(|outcome| allowed.contains(outcome)), "{outcomes:?}");
}

#[tokio::test]
async fn column_of_bool_is_a_filter() {
    each(SCHEMA, async |db| {
        items(&db).await;
        assert_eq!(ages(&db, Item::filter(Item::ACTIVE)).await, [1, 2, 5]);
    })
    .await;
}
