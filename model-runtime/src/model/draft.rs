//! A record about to be stored, of whatever model.

use crate::error::Result;
use crate::model::drafts::Laid;
use crate::model::insert::key_columns;
use crate::model::key::ordinal;
use crate::model::nest::{Nested, StoreTrees};
use crate::model::parent::Known;
use crate::model::{AsParent, Column, Model, Nest, ParentKey};
use crate::schema::{ForeignKeyDef, Generation, TableDef};
use crate::value::{Bind, Binder, Fits, Value};

/// A record about to be stored: the values of its columns, which have let go of their types, and the records
/// that are stored along with it.
///
/// Create builders are no more than this and their states, so what a setter does is compiled once. The values
/// lie apart, as a builder goes through each of its setters.
#[derive(Debug)]
pub struct Draft {
    /// By the positions of the columns: unset, which is their default, is not the same as NULL.
    values: Box<[Option<Known>]>,
    nested: Nested,
}

impl Draft {
    /// A record of so many columns of which none is set.
    #[must_use]
    pub fn new(columns: usize) -> Self {
        Self { values: (0..columns).map(|_| None).collect(), nested: Nested::default() }
    }

    /// A record of a table that refers to a parent, of which the key is known.
    pub(crate) fn under<P>(
        table: &TableDef,
        foreign_key: &ForeignKeyDef,
        parent: ParentKey<P>,
    ) -> Self {
        let mut draft = Self::new(table.columns.len());
        for (column, value) in foreign_key.columns.iter().zip(parent.into_values()) {
            draft.put(ordinal(table, column), value);
        }
        draft
    }

    /// Sets a column by its position, to a value or to why no database can store what was given.
    pub fn set(&mut self, ordinal: usize, value: Result<Value>) {
        self.put(ordinal, value.into());
    }

    /// The records that are stored along with it.
    pub fn nested(&mut self) -> &mut Nested {
        &mut self.nested
    }

    pub(super) fn from_parts(values: Box<[Option<Known>]>, nested: Nested) -> Self {
        Self { values, nested }
    }

    /// The values of its columns, and the records that are stored along with it.
    pub(super) fn into_parts(self) -> (Box<[Option<Known>]>, Nested) {
        (self.values, self.nested)
    }

    /// What stores it with the records along with it; nothing if there are none.
    pub(crate) fn store(&self) -> Option<StoreTrees> {
        self.nested.store()
    }

    /// The value of a column by its position, if it has been set.
    pub(crate) fn column(&self, ordinal: usize) -> Option<&Known> {
        self.values.get(ordinal)?.as_ref()
    }

    pub(crate) fn put(&mut self, ordinal: usize, value: Known) {
        if let Some(place) = self.values.get_mut(ordinal) {
            *place = Some(value);
        }
    }

    /// Makes the key where this library makes it, unless it was given.
    pub(crate) fn generate<M: Model>(&mut self) {
        if M::TABLE.primary_key.generation == Generation::Uuid
            && let Some(key) = key_columns(M::TABLE).next()
            && self.column(key).is_none()
            && let Some(value) = M::generate()
        {
            self.put(key, value.into());
        }
    }
}

/// Begins a draft of so many columns; called by the generated `create`.
#[must_use]
pub fn draft(columns: usize) -> Draft {
    Draft::new(columns)
}

/// Sets a column by its position, to a value or to why no database can store what was given; called by setters.
#[must_use]
pub fn set(mut draft: Draft, ordinal: usize, value: Result<Value>) -> Draft {
    draft.set(ordinal, value);
    draft
}

/// Sets the column of a foreign key by its position, to a parent's column, with the proof that it fits; called by
/// setters.
// No bound stands here but one that the caller has as well: the emitted code asks for the others.
#[must_use]
pub fn refer<P, N, K>(
    mut draft: Draft,
    ordinal: usize,
    parent: &impl AsParent<P, N>,
    to: Column<P, K>,
    fits: Fits<K>,
) -> Draft {
    if let Some(known) = parent.as_parent().known(to.ordinal(), fits.0) {
        draft.put(ordinal, known);
    }
    draft
}

/// Adds records that are stored along with it; called by `with`.
#[must_use]
pub fn nest<P, Rows, By>(mut draft: Draft, relation: impl Nest<P, Rows, By>, rows: Rows) -> Draft {
    relation.nest(rows, &mut draft.nested);
    draft
}

/// A row that is written: what was built, and what that could not know.
#[derive(Clone, Copy)]
pub(crate) struct Filled<'d> {
    built: Built<'d>,
    given: &'d [(usize, Known)],
}

#[derive(Clone, Copy)]
enum Built<'d> {
    Alone(&'d Draft),
    Among(Laid<'d>),
}

/// A value of a row that is written.
#[derive(Clone, Copy)]
pub(crate) enum FieldValue<'d> {
    Text(&'d str),
    Known(&'d Known),
}

impl<'d> Filled<'d> {
    /// A draft with some columns in addition.
    pub(crate) fn new(draft: &'d Draft, given: &'d [(usize, Known)]) -> Self {
        Self { built: Built::Alone(draft), given }
    }

    /// Tells whether a column has a value.
    pub(crate) fn sets(self, ordinal: usize) -> bool {
        self.given.iter().any(|(column, _)| *column == ordinal)
            || match self.built {
                Built::Alone(draft) => draft.column(ordinal).is_some(),
                Built::Among(laid) => laid.sets(ordinal),
            }
    }

    /// The value of a column by its position, if there is one.
    #[inline]
    pub(crate) fn column(self, ordinal: usize) -> Option<FieldValue<'d>> {
        if let Some((_, value)) = self.given.iter().find(|(column, _)| *column == ordinal) {
            return Some(FieldValue::Known(value));
        }
        match self.built {
            Built::Alone(draft) => draft.column(ordinal).map(FieldValue::Known),
            Built::Among(laid) => laid.column(ordinal),
        }
    }
}

impl<'d> From<&'d Draft> for Filled<'d> {
    fn from(draft: &'d Draft) -> Self {
        Self::new(draft, &[])
    }
}

impl<'d> From<Laid<'d>> for Filled<'d> {
    fn from(laid: Laid<'d>) -> Self {
        Self { built: Built::Among(laid), given: &[] }
    }
}

impl Bind for FieldValue<'_> {
    fn bind(&self, binder: &mut dyn Binder) -> Result<()> {
        match self {
            Self::Text(text) => binder.text(text),
            Self::Known(value) => value.bind(binder),
        }
    }
}
