//! Asks each question twice, through the library and by hand, and gathers where the answers differ.

use std::collections::BTreeMap;
use std::fmt::Debug;

use model_runtime::prelude::*;

use super::hand::{Answer, Hand, Words};

/// One database under examination.
#[derive(Debug)]
pub(super) struct Exam {
    pub(super) words: Words,
    hand: Hand,
    /// Each question with the library's answer, one text per row.
    pub(super) answers: BTreeMap<&'static str, Vec<String>>,
    pub(super) failures: Vec<String>,
}

impl Exam {
    pub(super) fn new(dialect: Dialect, hand: Hand) -> Self {
        Self { words: Words(dialect), hand, answers: BTreeMap::new(), failures: Vec::new() }
    }

    /// Compares records, each seen as one row.
    pub(super) async fn all<C, T>(
        &mut self,
        question: &'static str,
        typed: impl Future<Output = Result<C>>,
        row: impl Fn(C::Item) -> T,
        by_hand: impl AsRef<str>,
    ) where
        C: IntoIterator,
        T: Answer + PartialEq + Debug,
    {
        self.nested(question, typed, |record| vec![row(record)], by_hand).await;
    }

    /// Compares records with what was loaded along, each seen as the rows of a join.
    pub(super) async fn nested<C, T>(
        &mut self,
        question: &'static str,
        typed: impl Future<Output = Result<C>>,
        rows: impl Fn(C::Item) -> Vec<T>,
        by_hand: impl AsRef<str>,
    ) where
        C: IntoIterator,
        T: Answer + PartialEq + Debug,
    {
        let typed = match typed.await {
            Ok(records) => records.into_iter().flat_map(rows).collect::<Vec<_>>(),
            Err(error) => {
                let detail = error.server_detail().unwrap_or_default();
                return self.fail(question, format!("the library answers: {error} ({detail})"));
            }
        };
        let by_hand = match self.hand.ask::<T>(by_hand.as_ref()).await {
            Ok(rows) => rows,
            Err(error) => return self.fail(question, format!("the SQL by hand: {error}")),
        };
        if by_hand.is_empty() {
            self.fail(question, "no row at all answers it, so that it asks nothing".to_owned());
        }
        if let Some(difference) = difference(&typed, &by_hand) {
            self.fail(question, difference);
        }
        self.record(question, typed.iter().map(|row| format!("{row:?}")).collect());
    }

    /// Compares a number with a `SELECT COUNT(*)`.
    pub(super) async fn count(
        &mut self,
        question: &'static str,
        typed: impl Future<Output = Result<u64>>,
        by_hand: impl AsRef<str>,
    ) {
        let typed = async { typed.await.map(Some) };
        let row = |count: u64| (i64::try_from(count).unwrap_or(i64::MAX),);
        self.all(question, typed, row, by_hand).await;
    }

    /// Compares a truth with whether a `SELECT COUNT(*)` counts anything.
    pub(super) async fn truth(
        &mut self,
        question: &'static str,
        typed: impl Future<Output = Result<bool>>,
        by_hand: impl AsRef<str>,
    ) {
        let by_hand = format!("SELECT COUNT(*) FROM ({} LIMIT 1) found", by_hand.as_ref());
        self.count(question, async { typed.await.map(u64::from) }, by_hand).await;
    }

    /// Counts a table by hand.
    pub(super) async fn table(&mut self, table: &'static str, count: usize) {
        let by_hand = format!("SELECT COUNT(*) FROM {table}");
        self.count(table, async { Ok(count as u64) }, by_hand).await;
    }

    /// Asks what has no counterpart by hand.
    pub(super) fn holds(&mut self, question: &'static str, holds: bool) {
        if !holds {
            self.fail(question, "does not hold".to_owned());
        }
        self.record(question, vec![holds.to_string()]);
    }

    fn fail(&mut self, question: &'static str, why: String) {
        self.failures.push(format!("{:?}, {question}: {why}", self.words.0));
    }

    fn record(&mut self, question: &'static str, answer: Vec<String>) {
        assert!(self.answers.insert(question, answer).is_none(), "`{question}` is asked twice");
    }
}

/// Says where two lists differ first.
pub(super) fn difference<T: PartialEq + Debug>(typed: &[T], by_hand: &[T]) -> Option<String> {
    if typed == by_hand {
        return None;
    }
    let lengths = format!("{} rows, expected {}", typed.len(), by_hand.len());
    let longest = typed.len().max(by_hand.len());
    let at = (0..longest).find(|&at| typed.get(at) != by_hand.get(at))?;
    let (typed, by_hand) = (typed.get(at), by_hand.get(at));
    Some(format!("{lengths}; row {at} is\n    {typed:?}, expected\n    {by_hand:?}"))
}
