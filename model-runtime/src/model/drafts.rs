//! Many records about to be stored, of one model.

use crate::model::draft::{Draft, FieldValue, Filled};
use crate::model::nest::{Nested, StoreTrees};
use crate::model::parent::Known;
use crate::model::{Create, Table as _};
use crate::value::Value;

/// The longest text, in bytes, that is cheaper to copy than to hold apart.
const SHORT: usize = 128;

/// Drafts of one model, laid side by side.
///
/// The values of a [`Draft`] lie in memory of its own, and so does each text. Of many records at once that is what
/// storing them costs most, so here their values share one piece of memory, and short texts another.
pub(crate) struct Drafts {
    /// The values of all records, one record after the other.
    cells: Vec<Option<Cell>>,
    /// The short texts among them, one after the other.
    texts: String,
    /// What is to be stored along with some of the records, by their positions.
    nested: Vec<(usize, Nested)>,
    /// How many columns each record has.
    columns: usize,
    count: usize,
}

/// A value as it lies among others.
enum Cell {
    /// Where it begins and ends among the texts.
    Text(usize, usize),
    Known(Known),
}

impl Drafts {
    /// Takes what was built, ready to be stored.
    pub(crate) fn of<C: Create>(records: impl IntoIterator<Item = C>) -> Self {
        let mut drafts = Self::new(C::Model::TABLE.columns.len());
        for record in records {
            let mut draft = record.into_draft();
            draft.generate::<C::Model>();
            drafts.push(draft);
        }
        drafts
    }

    fn new(columns: usize) -> Self {
        Self { cells: Vec::new(), texts: String::new(), nested: Vec::new(), columns, count: 0 }
    }

    fn push(&mut self, draft: Draft) {
        let (values, nested) = draft.into_parts();
        debug_assert_eq!(
            values.len(),
            self.columns,
            "a draft is made for all columns of its table"
        );
        if nested.store().is_some() {
            self.nested.push((self.count, nested));
        }
        self.count += 1;
        let cells = values.into_iter().map(|value| Some(Cell::lay(value?, &mut self.texts)));
        self.cells.extend(cells);
    }

    /// How many records there are.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// What stores the records with those along with them; nothing if there are none.
    pub(crate) fn store(&self) -> Option<StoreTrees> {
        self.nested.iter().find_map(|(_, nested)| nested.store())
    }

    /// The rows that are written.
    pub(crate) fn rows(&self) -> Vec<Filled<'_>> {
        let row = |at: usize| {
            let cells = &self.cells[at * self.columns..][..self.columns];
            Filled::from(Laid { cells, texts: &self.texts })
        };
        (0..self.count).map(row).collect()
    }

    /// Takes them apart again.
    pub(crate) fn into_drafts(self) -> impl Iterator<Item = Draft> {
        let Self { cells, texts, nested, columns, count } = self;
        let (mut cells, mut nested) = (cells.into_iter(), nested.into_iter().peekable());
        (0..count).map(move |at| {
            let values = cells.by_ref().take(columns);
            let values = values.map(|cell| cell.map(|cell| cell.take_up(&texts))).collect();
            let nested = nested.next_if(|(of, _)| *of == at);
            Draft::from_parts(values, nested.map(|(_, nested)| nested).unwrap_or_default())
        })
    }
}

impl Cell {
    fn lay(value: Known, texts: &mut String) -> Self {
        match value {
            Known::Value(Value::Text(text)) if text.len() <= SHORT => {
                let start = texts.len();
                texts.push_str(&text);
                Self::Text(start, texts.len())
            }
            value => Self::Known(value),
        }
    }

    fn take_up(self, texts: &str) -> Known {
        match self {
            Self::Text(start, end) => Known::Value(Value::Text(texts[start..end].to_owned())),
            Self::Known(known) => known,
        }
    }
}

/// The values of one of many records.
#[derive(Clone, Copy)]
pub(crate) struct Laid<'d> {
    cells: &'d [Option<Cell>],
    texts: &'d str,
}

impl<'d> Laid<'d> {
    /// Tells whether a column has been set.
    pub(super) fn sets(self, ordinal: usize) -> bool {
        self.cells.get(ordinal).is_some_and(Option::is_some)
    }

    /// The value of a column by its position, if it has been set.
    #[inline]
    pub(super) fn column(self, ordinal: usize) -> Option<FieldValue<'d>> {
        let cell = self.cells.get(ordinal)?.as_ref()?;
        Some(match *cell {
            Cell::Text(start, end) => FieldValue::Text(&self.texts[start..end]),
            Cell::Known(ref known) => FieldValue::Known(known),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Bind as _, SqlType};

    fn texts(draft: &Draft) -> [Option<Value>; 2] {
        [0, 1].map(|ordinal| draft.column(ordinal).and_then(Known::value).cloned())
    }

    #[test]
    fn drafts_are_taken_apart_as_they_were_laid() {
        let long = "long".repeat(SHORT);
        let given = [
            [Some(Value::Text("short".into())), None],
            [Some(Value::Text(long.clone())), Some(Value::Text(String::new()))],
            [None, None],
            [Some(Value::Null(SqlType::Text)), Some(Value::Text("\u{e9}\u{1f600}".into()))],
        ];
        let mut drafts = Drafts::new(2);
        for values in &given {
            let mut draft = Draft::new(2);
            for (ordinal, value) in values.iter().enumerate() {
                value.iter().for_each(|value| draft.set(ordinal, Ok(value.clone())));
            }
            drafts.push(draft);
        }
        assert!(drafts.texts.len() < SHORT, "only short texts are copied");
        for (row, values) in drafts.rows().into_iter().zip(&given) {
            for (ordinal, value) in values.iter().enumerate() {
                let kept = row.column(ordinal).map(|kept| Value::capture(|to| kept.bind(to)));
                assert_eq!(kept.transpose().unwrap(), *value);
                assert_eq!(row.sets(ordinal), value.is_some());
            }
        }
        assert_eq!(drafts.into_drafts().map(|draft| texts(&draft)).collect::<Vec<_>>(), given);
    }
}
