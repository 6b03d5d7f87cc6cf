//! Asks each question twice, through the library and by hand, and gathers where the answers differ.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::pin::Pin;

use model_runtime::prelude::*;

use super::hand::{Answer, Hand, Words};

/// A question being asked. It is boxed: a hundred futures side by side are more than a stack holds.
type Asked<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

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
    pub(super) fn all<'a, C, T>(
        &'a mut self,
        question: &'static str,
        typed: impl Future<Output = Result<C>> + 'a,
        row: impl Fn(C::Item) -> T + 'a,
        by_hand: impl Into<String>,
    ) -> Asked<'a>
    where
        C: IntoIterator,
        T: Answer + PartialEq + Debug,
    {
        self.nested(question, typed, move |record| vec![row(record)], by_hand)
    }

    /// Compares records with what was loaded along, each seen as the rows of a join.
    pub(super) fn nested<'a, C, T>(
        &'a mut self,
        question: &'static str,
        typed: impl Future<Output = Result<C>> + 'a,
        rows: impl Fn(C::Item) -> Vec<T> + 'a,
        by_hand: impl Into<String>,
    ) -> Asked<'a>
    where
        C: IntoIterator,
        T: Answer + PartialEq + Debug,
    {
        let by_hand = by_hand.into();
        let typed = Box::pin(typed);
        Box::pin(async move {
            let typed = match typed.await {
                Ok(records) => records.into_iter().flat_map(rows).collect::<Vec<_>>(),
                Err(error) => {
                    let detail = error.server_detail().unwrap_or_default();
                    return self.fail(question, format!("the library answers: {error} ({detail})"));
                }
            };
            let by_hand = match self.hand.ask::<T>(&by_hand).await {
                Ok(rows) => rows,
                Err(error) => return self.fail(question, format!("the SQL by hand: {error}")),
            };
            if by_hand.is_empty() {
                self.fail(question, "no row at all answers it, so it asks nothing".to_owned());
            }
            if let Some(difference) = difference(&typed, &by_hand) {
                self.fail(question, difference);
            }
            self.record(question, typed.iter().map(|row| format!("{row:?}")).collect());
        })
    }

    /// Compares a number with a `SELECT COUNT(*)`.
    pub(super) fn count<'a>(
        &'a mut self,
        question: &'static str,
        typed: impl Future<Output = Result<u64>> + 'a,
        by_hand: impl Into<String>,
    ) -> Asked<'a> {
        let typed = Box::pin(typed);
        let typed = async { typed.await.map(Some) };
        let row = |count: u64| (i64::try_from(count).unwrap_or(i64::MAX),);
        self.all(question, typed, row, by_hand)
    }

    /// Compares a truth with whether a query by hand has any row.
    pub(super) fn truth<'a>(
        &'a mut self,
        question: &'static str,
        typed: impl Future<Output = Result<bool>> + 'a,
        by_hand: &str,
    ) -> Asked<'a> {
        let by_hand = format!("SELECT COUNT(*) FROM ({by_hand} LIMIT 1) found");
        let typed = Box::pin(typed);
        self.count(question, async { typed.await.map(u64::from) }, by_hand)
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
