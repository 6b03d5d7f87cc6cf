//! What a foreign key is given: a parent's record, its key alone, or a record that is not stored yet.

use std::fmt;
use std::marker::PhantomData;

use crate::error::{Error, ErrorKind, Result};
use crate::model::key::{Values, key_value, ordinal, value_at};
use crate::model::{Model, Of, Ref};
use crate::schema::ForeignKeyDef;
use crate::value::{Bind, Binder, Nullable, Reference, SqlType, Value};

/// What a relation of a new record can be set to: `&P`, a [`Ref<P>`] of the session that is to store
/// the record, and `Option<&P>` where the key is nullable.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can not be the parent of this relation, which is a `{P}`",
    label = "expected `&{P}` or a session's `Ref<{P}>`, or where the foreign key is nullable `Option<&{P}>`"
)]
pub trait AsParent<P, N> {
    /// Returns what is known of the parent.
    #[doc(hidden)]
    fn as_parent(&self) -> Parent<'_>;
}

/// What is known of a parent, of whatever model.
#[doc(hidden)]
pub enum Parent<'p> {
    /// There is to be none.
    None,
    /// Its record.
    Record(&'p dyn Values),
    /// The values of its key, by their positions.
    Key(&'p [(usize, Known)]),
    /// A record of a session.
    Reference(Reference),
}

impl Parent<'_> {
    /// The value of a foreign key's column, which refers to the parent's column at a position; `None` where
    /// that is no part of the key which is known.
    pub(crate) fn known(&self, ordinal: usize, ty: SqlType) -> Option<Known> {
        match self {
            Self::None => Some(Known::Value(Value::Null(ty))),
            Self::Record(parent) => Some(value_at(*parent, ordinal).into()),
            Self::Key(values) => {
                values.iter().find(|(at, _)| *at == ordinal).map(|(_, value)| value.clone())
            }
            Self::Reference(reference) => Some(Known::Reference(reference.column(ordinal))),
        }
    }
}

impl fmt::Debug for Parent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Parent")
    }
}

#[diagnostic::do_not_recommend]
impl<P: Model, N> AsParent<P, N> for &P {
    fn as_parent(&self) -> Parent<'_> {
        Parent::Record(*self)
    }
}

#[diagnostic::do_not_recommend]
impl<P: Model> AsParent<P, Nullable> for Option<&P> {
    fn as_parent(&self) -> Parent<'_> {
        self.map_or(Parent::None, |parent| Parent::Record(parent))
    }
}

#[diagnostic::do_not_recommend]
impl<P, N> AsParent<P, N> for ParentKey<P> {
    fn as_parent(&self) -> Parent<'_> {
        Parent::Key(&self.values)
    }
}

#[diagnostic::do_not_recommend]
impl<P, N> AsParent<P, N> for Ref<P> {
    fn as_parent(&self) -> Parent<'_> {
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
        Self { values: known_key(parent, foreign_key), of: PhantomData }
    }
}

impl<P> ParentKey<P> {
    /// The values of the key, in the order of the foreign key that refers to it.
    pub(crate) fn into_values(self) -> impl Iterator<Item = Known> {
        self.values.into_iter().map(|(_, value)| value)
    }
}

fn known_key(parent: &dyn Values, foreign_key: &ForeignKeyDef) -> Vec<(usize, Known)> {
    let table = parent.table();
    let values = foreign_key.references.iter();
    values.map(|column| (ordinal(table, column), key_value(parent, column).into())).collect()
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

/// The value of a column of a new record as far as it is known; what is wrong is told when it is bound.
#[doc(hidden)]
#[derive(Debug, Clone)]
pub enum Known {
    /// A value that can be stored.
    Value(Value),
    /// Why no database can store what was given.
    Refused(Error),
    /// The key of a record of a session.
    Reference(Reference),
}

impl Known {
    /// The value, if it is one that can be stored.
    pub(crate) fn value(&self) -> Option<&Value> {
        match self {
            Self::Value(value) => Some(value),
            Self::Refused(_) | Self::Reference(_) => None,
        }
    }

    /// The value, or why there is none that can be stored.
    pub(crate) fn into_value(self) -> Result<Value> {
        match self {
            Self::Value(value) => Ok(value),
            Self::Refused(error) => Err(error),
            Self::Reference(_) => Err(outside_of_session()),
        }
    }

    /// The record of a session whose key this stands for.
    pub(crate) fn reference(&self) -> Option<Reference> {
        match self {
            Self::Reference(reference) => Some(*reference),
            Self::Value(_) | Self::Refused(_) => None,
        }
    }
}

impl From<Result<Value>> for Known {
    fn from(value: Result<Value>) -> Self {
        value.map_or_else(Self::Refused, Self::Value)
    }
}

impl Bind for Known {
    fn bind(&self, binder: &mut dyn Binder) -> Result<()> {
        match self {
            Self::Value(value) => value.bind(binder),
            Self::Refused(error) => Err(error.clone()),
            Self::Reference(_) => Err(outside_of_session()),
        }
    }
}

/// Only the session that gave a reference knows the record.
pub(crate) fn outside_of_session() -> Error {
    let message = "a reference of a session was given; add the record to that session, \
                   or give the stored parent";
    Error::new(ErrorKind::InvalidReference, message)
}
