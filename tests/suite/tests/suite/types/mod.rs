//! Every type of column: what is written is what is read, compared and sorted, on every database.

mod large;
mod numbers;
mod optional;
mod property;
mod refused;
mod text;
mod times;
mod together;

/// Tests one type: a model with a column of it and one of its `Option`, and the values in Rust's order.
///
/// The order goes by `$compare`, which is also what equality in the database has to agree with.
macro_rules! cells {
    ($module:ident: $ty:ty, $compare:expr, $values:expr $(, $ordered:ident)?) => {
        mod $module {
            use model_runtime::prelude::*;

            use super::*;
            use crate::each::each;

            #[derive(Model, Debug, Clone, PartialEq)]
            struct Cell {
                #[primary_key]
                id: i64,
                value: $ty,
                maybe: Option<$ty>,
            }

            type Ty = $ty;

            const SCHEMA: Schema = schema![Cell];

            fn values() -> Vec<Ty> {
                $values
            }

            fn compare(left: &Ty, right: &Ty) -> std::cmp::Ordering {
                $compare(left, right)
            }

            async fn store(db: &Db) -> Vec<Cell> {
                let rows = values().into_iter().map(|value| Cell::create().value(value.clone()).maybe(value));
                Cell::insert_all(db, rows).await.unwrap()
            }

            fn read(cells: Vec<Cell>) -> Vec<Ty> {
                cells.into_iter().map(|cell| cell.value).collect()
            }

            #[tokio::test]
            async fn value_comes_back_from_insert_and_find() {
                each(SCHEMA, async |db| {
                    for value in values() {
                        let create = Cell::create().value(value.clone()).maybe(value.clone());
                        let cell = create.insert(&db).await.unwrap();
                        assert_eq!(cell, Cell { id: cell.id, value: value.clone(), maybe: Some(value) });
                        assert_eq!(Cell::find(cell.id).one(&db).await.unwrap(), cell);
                    }
                })
                .await;
            }

            #[tokio::test]
            async fn values_of_many_rows_come_back_in_their_order() {
                each(SCHEMA, async |db| {
                    let stored = store(&db).await;
                    assert_eq!(read(stored.clone()), values());
                    let maybe: Vec<_> = stored.iter().filter_map(|cell| cell.maybe.clone()).collect();
                    assert_eq!(maybe, values());
                    assert_eq!(Cell::query().order_by(Cell::ID).all(&db).await.unwrap(), stored);
                })
                .await;
            }

            #[tokio::test]
            async fn update_and_save_store_the_value() {
                each(SCHEMA, async |db| {
                    let Some(first) = values().into_iter().next() else { panic!("no values") };
                    let mut cell = Cell::create().value(first).insert(&db).await.unwrap();
                    assert_eq!(cell.maybe, None);
                    for value in values() {
                        let update = cell.update().set(Cell::VALUE, value.clone());
                        update.set(Cell::MAYBE, value.clone()).run(&db).await.unwrap();
                        let found = Cell::find(cell.id).one(&db).await.unwrap();
                        assert_eq!(found, Cell { id: cell.id, value: value.clone(), maybe: Some(value) });
                    }
                    for value in values() {
                        cell.value = value.clone();
                        cell.maybe = Some(value);
                        cell.save(&db).await.unwrap();
                        assert_eq!(Cell::find(cell.id).one(&db).await.unwrap(), cell);
                    }
                    cell.maybe = None;
                    cell.save(&db).await.unwrap();
                    assert_eq!(Cell::find(cell.id).one(&db).await.unwrap(), cell);
                })
                .await;
            }

            #[tokio::test]
            async fn comparisons_agree_with_those_of_rust() {
                each(SCHEMA, async |db| {
                    let stored = store(&db).await;
                    for value in values() {
                        let expected: Vec<_> = stored
                            .iter()
                            .filter(|cell| compare(&cell.value, &value).is_eq())
                            .cloned()
                            .collect();
                        for equal in [
                            Cell::VALUE.eq(value.clone()),
                            Cell::MAYBE.eq(value.clone()),
                            Cell::MAYBE.eq(Some(value.clone())),
                            Cell::VALUE.in_list([value.clone()]),
                            Cell::MAYBE.in_list([value.clone(), value.clone()]),
                            !Cell::VALUE.is_distinct_from(value.clone()),
                        ] {
                            let found = Cell::filter(equal).order_by(Cell::ID).all(&db).await.unwrap();
                            assert_eq!(found, expected);
                        }
                        let others = stored.len() - expected.len();
                        let count = Cell::filter(Cell::VALUE.ne(value.clone())).count(&db).await.unwrap();
                        assert_eq!(count, others as u64);
                    }
                })
                .await;
            }

            #[tokio::test]
            async fn null_is_no_value() {
                each(SCHEMA, async |db| {
                    for value in values() {
                        let cell = Cell::create().value(value).maybe(None).insert(&db).await.unwrap();
                        assert_eq!(cell.maybe, None);
                        assert_eq!(Cell::find(cell.id).one(&db).await.unwrap(), cell);
                    }
                    let all = values().len() as u64;
                    assert_eq!(Cell::filter(Cell::MAYBE.is_null()).count(&db).await.unwrap(), all);
                    assert_eq!(Cell::filter(Cell::MAYBE.eq(None)).count(&db).await.unwrap(), all);
                    for value in values() {
                        let found = Cell::filter(Cell::MAYBE.eq(value)).exists(&db).await.unwrap();
                        assert!(!found);
                    }
                })
                .await;
            }

            $(order_of_cells!($ordered);)?
        }
    };
}

/// Tests in addition that the database sorts the values as Rust does.
macro_rules! order_of_cells {
    (ordered) => {
        /// Stores the values from the last to the first, each with `None` before it.
        async fn store_backwards(db: &Db) {
            let rows = values().into_iter().rev().flat_map(|value| {
                let create = || Cell::create().value(value.clone());
                [create().maybe(None), create().maybe(value.clone())]
            });
            Cell::insert_all(db, rows).await.unwrap();
        }

        fn maybe(cells: Vec<Cell>) -> Vec<Option<String>> {
            cells.into_iter().map(|cell| cell.maybe.map(|value| format!("{value:?}"))).collect()
        }

        /// As text: values that are equal stand next to each other and are not told apart.
        fn shown(values: &[Ty]) -> Vec<Option<String>> {
            let mut shown: Vec<_> = values.iter().map(|value| Some(format!("{value:?}"))).collect();
            let equal = |at: usize| at > 0 && compare(&values[at - 1], &values[at]).is_eq();
            for at in (0..values.len()).filter(|&at| equal(at)) {
                shown[at] = shown[at - 1].clone();
            }
            shown
        }

        #[tokio::test]
        async fn order_is_that_of_rust() {
            assert!(values().is_sorted_by(|left, right| compare(left, right).is_le()));
            each(SCHEMA, async |db| {
                store_backwards(&db).await;
                let with_value = || Cell::filter(Cell::MAYBE.is_not_null());
                let sorted = with_value().order_by(Cell::VALUE.asc()).all(&db).await.unwrap();
                assert_eq!(canonical(sorted), shown(&values()));
                let sorted = with_value().order_by(Cell::MAYBE.desc()).all(&db).await.unwrap();
                let mut expected = shown(&values());
                expected.reverse();
                assert_eq!(canonical(sorted), expected);
            })
            .await;
        }

        /// Shows the values, those that are equal to each other alike.
        fn canonical(cells: Vec<Cell>) -> Vec<Option<String>> {
            let all = values();
            let first =
                |value: &Ty| all.iter().find(|other| compare(other, value).is_eq()).cloned();
            let cells = cells
                .into_iter()
                .map(|cell| Cell { maybe: cell.maybe.as_ref().and_then(first), ..cell });
            maybe(cells.collect())
        }

        #[tokio::test]
        async fn null_sorts_first_unless_it_is_said() {
            each(SCHEMA, async |db| {
                store_backwards(&db).await;
                let nulls = values().len();
                for (order, first) in [
                    (Cell::MAYBE.asc(), true),
                    (Cell::MAYBE.desc(), false),
                    (Cell::MAYBE.asc().nulls_first(), true),
                    (Cell::MAYBE.asc().nulls_last(), false),
                    (Cell::MAYBE.desc().nulls_first(), true),
                    (Cell::MAYBE.desc().nulls_last(), false),
                ] {
                    let sorted = maybe(Cell::query().order_by(order).all(&db).await.unwrap());
                    let (left, right) = sorted.split_at(nulls);
                    assert!(left.iter().all(|maybe| maybe.is_none() == first));
                    assert!(right.iter().all(|maybe| maybe.is_some() == first));
                }
            })
            .await;
        }

        #[tokio::test]
        async fn less_and_greater_are_those_of_rust() {
            each(SCHEMA, async |db| {
                store(&db).await;
                for value in values() {
                    let count = |keep: fn(std::cmp::Ordering) -> bool| {
                        values().iter().filter(|other| keep(compare(other, &value))).count() as u64
                    };
                    let at_most = count(std::cmp::Ordering::is_le);
                    for (predicate, expected) in [
                        (Cell::VALUE.lt(value.clone()), count(std::cmp::Ordering::is_lt)),
                        (Cell::VALUE.le(value.clone()), at_most),
                        (Cell::VALUE.gt(value.clone()), count(std::cmp::Ordering::is_gt)),
                        (Cell::MAYBE.ge(value.clone()), count(std::cmp::Ordering::is_ge)),
                        (Cell::MAYBE.between(values()[0].clone(), value.clone()), at_most),
                        (Cell::VALUE.ge(Cell::MAYBE), values().len() as u64),
                    ] {
                        let found = Cell::filter(predicate.clone()).count(&db).await.unwrap();
                        assert_eq!(found, expected, "{value:?} {predicate:?}");
                    }
                }
            })
            .await;
        }
    };
}

use {cells, order_of_cells};
