//! Queries: operators, orders, searches and terminals mean the same on every database.

mod aggregates;
mod differential;
mod evaluator;
mod groups;
mod lists;
mod operators;
mod order;
mod paths;
mod printed;
mod searches;
mod select;
mod terminals;
mod tree;

use model_runtime::prelude::*;

use crate::sent::logged;

/// Runs something that is to take so many statements.
pub(super) async fn statements<T>(count: usize, work: impl Future<Output = T>) -> T {
    let (answer, lines) = logged(work).await;
    assert_eq!(lines.len(), count, "{lines:#?}");
    answer
}

#[derive(Model, Debug, Clone, PartialEq)]
pub(super) struct Item {
    #[primary_key]
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) nick: Option<String>,
    pub(super) age: i32,
    pub(super) score: Option<i32>,
    pub(super) price: Option<f64>,
    pub(super) active: bool,
    pub(super) seen: Option<bool>,
}

pub(super) const SCHEMA: Schema = schema![Item];

/// Rows that differ in every column, with NULL where there may be one.
pub(super) async fn items(db: &Db) -> Vec<Item> {
    let item = |name: &str, age| Item::create().name(name).age(age);
    let rows = [
        item("anna", 1).nick("an").score(10).price(1.5).active(true).seen(true),
        item("Bert", 2).nick(None).score(20).price(None).active(true).seen(false),
        item("carl", 3).nick("Cä").score(None).price(-2.25).active(false).seen(None),
        item("dora", 4).nick("").score(10).price(0.0).active(false).seen(None),
        item("", 5).nick(None).score(None).price(1e300).active(true).seen(true),
    ];
    Item::insert_all(db, rows).await.unwrap()
}

/// The ages of the records that a query finds: in these tests an age names a record.
pub(super) async fn ages(db: &Db, query: model_runtime::Query<Item>) -> Vec<i32> {
    let found = query.order_by(Item::AGE).all(db).await.unwrap();
    found.into_iter().map(|item| item.age).collect()
}
