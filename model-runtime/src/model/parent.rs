//! What a foreign key is given: a parent's record, its key alone, or a record that is not stored yet.

use std::fmt;
use std::marker::PhantomData;

use crate::error::{Error, ErrorKind, Result};
use crate::model::key::{key_value, ordinal};
use crate::model::{Model, Of, Ref};
use crate::schema::ForeignKeyDef;
use crate::value::{Bind, Binder, Nullable, Reference, Value};

/// What a relation of a new record can be set to: `&P`, a [`Ref<P>`] of the session that is to store
/// the record, and `Option<&P>` where the key is nullable.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can not be the parent of this relation, which is a `{P}`",
    label = "expected `&{P}` or a session's `Ref<{P}>`, or where the foreign key is nullable `Option<&{P}>`"
)]
pub trait AsParent<P, N> {
    /// Returns what is known of the parent.
    #[doc(hidden)]
    fn as_parent(&self) -> Parent<'_, P>;
}

/// What is known of a parent.
#[doc(hidden)]
#[derive(Debug)]
pub enum Parent<'p, P> {
    /// There is to be none.
    None,
    /// Its record.
    Record(&'p P),
    /// The values of its key.
    Key(&'p ParentKey<P>),
    /// A record of a session.
    Reference(Reference),
}

#[diagnostic::do_not_recommend]
impl<P, N> AsParent<P, N> for &P {
    fn as_parent(&self) -> Parent<'_, P> {
        Parent::Record(self)
    }
}

#[diagnostic::do_not_recommend]
impl<P> AsParent<P, Nullable> for Option<&P> {
    fn as_parent(&self) -> Parent<'_, P> {
        self.map_or(Parent::None, Parent::Record)
    }
}

#[diagnostic::do_not_recommend]
impl<P, N> AsParent<P, N> for ParentKey<P> {
    fn as_parent(&self) -> Parent<'_, P> {
        Parent::Key(self)
    }
}

#[diagnostic::do_not_recommend]
impl<P, N> AsParent<P, N> for Ref<P> {
    fn as_parent(&self) -> Parent<'_, P> {
        Parent::Reference(self.reference())
    }
}

/// What a foreign key refers to, kept apart from the parent's record.
pub struct ParentKey<P> {
    values: Vec<(usize, Known)>,
    of: Of<P>,
}

impl<P: Model> ParentKey<P> {
    /// Takes the key of a stored record.
    pub(crate) fn of(parent: &P, foreign_key: &ForeignKeyDef) -> Self {
        let values = foreign_key.references.iter().map(|column| {
            let value = key_value(parent, column);
            (ordinal(P::TABLE, column), value.map_or_else(Known::Refused, Known::Value))
        });
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

/// The value of a foreign key as far as it is known; what is wrong is told when it is bound.
#[derive(Debug, Clone)]
pub(crate) enum Known {
    Value(Value),
    Refused(Error),
    Reference(Reference),
}

impl Bind for Known {
    fn bind(&self, binder: &mut dyn Binder) -> Result<()> {
        match self {
            Self::Value(value) => value.bind(binder),
            Self::Refused(error) => Err(error.clone()),
            Self::Reference(_) => Err(outside_of_session()),
        }
    }

    fn reference(&self) -> Option<Reference> {
        match self {
            Self::Reference(reference) => Some(*reference),
            Self::Value(_) | Self::Refused(_) => None,
        }
    }
}

/// Only the session that gave a reference knows the record.
pub(crate) fn outside_of_session() -> Error {
    let message = "a reference of a session was given; add the record to that session, \
                   or give the stored parent";
    Error::new(ErrorKind::InvalidReference, message)
}
