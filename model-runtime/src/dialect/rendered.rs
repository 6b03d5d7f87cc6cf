//! Texts that can be run, and what is known of their answers.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// The text of a statement that can be run.
#[derive(Debug, Default)]
pub(crate) struct Rendered {
    /// Shared with the driver, which holds it while it sends it.
    pub(crate) sql: Arc<String>,
    /// How many values it asks for.
    pub(crate) placeholders: usize,
    /// What is known of its rows, where it is worth to know.
    pub(crate) answer: Option<Answer>,
}

/// The rows that a statement answers.
#[derive(Debug)]
#[cfg_attr(not(feature = "sqlite"), expect(dead_code, reason = "only SQLite gathers rows"))]
pub(crate) struct Answer {
    /// How many columns each has.
    pub(crate) columns: usize,
    pub(crate) origin: Origin,
    /// The text that hands the rows to a function, once somebody has asked for it.
    pub(crate) gathered: OnceLock<Arc<Rendered>>,
}

/// Where rows come from; with the place of their columns in the text, where that is enough to take them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A query whose rows depend on each other: on which ones there are, or on their order.
    Query,
    /// A query each of whose rows is read by itself.
    Plain(Range<usize>),
    /// A query by the primary key: one row, or none.
    Key(Range<usize>),
    /// What an INSERT returns.
    Returned(Range<usize>),
}

impl Answer {
    pub(crate) fn new(columns: usize, origin: Origin) -> Self {
        Self { columns, origin, gathered: OnceLock::new() }
    }
}
