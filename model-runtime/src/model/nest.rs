//! Records under a parent: builders that may lack the foreign key which the parent gives them.

use std::fmt;
use std::marker::PhantomData;

use crate::error::{Error, Result};
use crate::model::key::{key_value, ordinal};
use crate::model::{Bind, Draft, HasMany, HasOne, Model, Of};
use crate::schema::ForeignKeyDef;
use crate::value::{Binder, Value};

/// A builder of a `C` with all required columns set, where those of its foreign key `K` count as set.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `{C}` to be created",
    label = "expected what `{C}::create()` begins"
)]
pub trait Under<C, const K: usize>: Draft + 'static {}

/// A model that can be begun under a parent `P`: `B` is its builder with the foreign key `K` set.
pub trait Child<P, const K: usize, B>: Model {
    /// Begins a record that refers to the parent.
    #[doc(hidden)]
    fn begin(parent: ParentKey<P>) -> B;
}

/// What a foreign key refers to, kept apart from the parent's record.
pub struct ParentKey<P> {
    values: Vec<(usize, Known)>,
    of: Of<P>,
}

impl<P: Model> ParentKey<P> {
    /// Takes the key of a stored record.
    pub(crate) fn of(parent: &P, foreign_key: &ForeignKeyDef) -> Self {
        let columns = foreign_key.references.iter();
        let values = columns.map(|column| (ordinal::<P>(column), Known(key_value(parent, column))));
        Self { values: values.collect(), of: PhantomData }
    }
}

impl<P> ParentKey<P> {
    /// Returns the parent's value of a column by its position.
    pub(crate) fn value(&self, ordinal: usize) -> Option<Known> {
        self.values.iter().find(|(at, _)| *at == ordinal).map(|(_, value)| value.clone())
    }
}

impl<P> Clone for ParentKey<P> {
    fn clone(&self) -> Self {
        Self { values: self.values.clone(), of: PhantomData }
    }
}

impl<P> fmt::Debug for ParentKey<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ParentKey")
    }
}

/// A value, or why there is none: told when it is bound.
#[derive(Debug, Clone)]
pub(crate) struct Known(Result<Value>);

impl Bind for Known {
    fn bind(&self, binder: &mut dyn Binder) -> Result<()> {
        self.0.as_ref().map_err(Error::clone)?.bind(binder)
    }
}

impl<P: Model, C: Model, const K: usize> HasMany<P, C, K> {
    /// Begins a child of a record, with the foreign key set.
    #[doc(hidden)]
    pub fn begin<B>(self, parent: &P) -> B
    where
        C: Child<P, K, B>,
    {
        C::begin(ParentKey::of(parent, self.foreign_key()))
    }
}

impl<P: Model, C: Model, const K: usize> HasOne<P, C, K> {
    /// Begins the child of a record, with the foreign key set.
    #[doc(hidden)]
    pub fn begin<B>(self, parent: &P) -> B
    where
        C: Child<P, K, B>,
    {
        C::begin(ParentKey::of(parent, self.foreign_key()))
    }
}
