//! Transactions: all or nothing, whatever runs in them and however they end.

mod closures;
mod ending;
mod executors;
mod poison;
mod savepoints;

use model_runtime::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "entries", check(name = "amount", sql = "amount >= 0"))]
pub(super) struct Entry {
    #[primary_key]
    pub(super) id: i64,
    #[unique]
    #[column(length = 20)]
    pub(super) name: String,
    #[default(0)]
    pub(super) amount: i64,
}

pub(super) const SCHEMA: Schema = schema![Entry];

/// Stores an entry, wherever it is told to.
pub(super) async fn store<'e>(executor: impl Executor<'e>, name: &str) -> Result<Entry> {
    Entry::create().name(name).insert(executor).await
}

/// The names that are stored, sorted.
pub(super) async fn names<'e>(executor: impl Executor<'e>) -> Vec<String> {
    let entries = Entry::query().order_by(Entry::NAME).all(executor).await.unwrap();
    entries.into_iter().map(|entry| entry.name).collect()
}
