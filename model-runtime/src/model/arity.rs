//! How many related records a relation gives, and in which shape they come.

use crate::error::Result;
use crate::model::run;
use crate::value::{Nullable, Required};

/// Any number of related records.
#[derive(Debug, Clone, Copy)]
pub enum Many {}

/// How many related records a relation gives each record, and in which shape.
pub trait Arity: 'static {
    /// The shape: `Vec<T>`, `Option<T>` or `T`.
    type Out<T: Send>: Send;
    /// What is gathered until all related records are there.
    type Gathered<T: Send>: Send + Default;

    /// Adds a related record.
    ///
    /// # Errors
    ///
    /// `TooManyRows` where at most one was to be.
    fn add<T: Send>(gathered: &mut Self::Gathered<T>, related: T) -> Result<()>;

    /// Brings the related records of one record into shape.
    ///
    /// # Errors
    ///
    /// `NotFound` where one had to be.
    fn shape<T: Send>(gathered: Self::Gathered<T>) -> Result<Self::Out<T>>;

    /// Brings the related records of all records into shape.
    ///
    /// # Errors
    ///
    /// As [`shape`](Self::shape).
    fn shape_all<T: Send>(gathered: Vec<Self::Gathered<T>>) -> Result<Vec<Self::Out<T>>> {
        let mut shaped = Vec::with_capacity(gathered.len());
        for gathered in gathered {
            shaped.push(Self::shape(gathered)?);
        }
        Ok(shaped)
    }
}

impl Arity for Many {
    type Out<T: Send> = Vec<T>;
    type Gathered<T: Send> = Vec<T>;

    fn add<T: Send>(gathered: &mut Vec<T>, related: T) -> Result<()> {
        gathered.push(related);
        Ok(())
    }

    fn shape<T: Send>(gathered: Vec<T>) -> Result<Vec<T>> {
        Ok(gathered)
    }

    fn shape_all<T: Send>(gathered: Vec<Vec<T>>) -> Result<Vec<Vec<T>>> {
        Ok(gathered)
    }
}

impl Arity for Nullable {
    type Out<T: Send> = Option<T>;
    type Gathered<T: Send> = Option<T>;

    fn add<T: Send>(gathered: &mut Option<T>, related: T) -> Result<()> {
        match gathered.replace(related) {
            None => Ok(()),
            Some(_) => Err(run::too_many()),
        }
    }

    fn shape<T: Send>(gathered: Option<T>) -> Result<Option<T>> {
        Ok(gathered)
    }

    fn shape_all<T: Send>(gathered: Vec<Option<T>>) -> Result<Vec<Option<T>>> {
        Ok(gathered)
    }
}

impl Arity for Required {
    type Out<T: Send> = T;
    type Gathered<T: Send> = Option<T>;

    fn add<T: Send>(gathered: &mut Option<T>, related: T) -> Result<()> {
        Nullable::add(gathered, related)
    }

    fn shape<T: Send>(gathered: Option<T>) -> Result<T> {
        gathered.ok_or_else(run::not_found)
    }
}

/// A relation whose related records can be left out.
#[diagnostic::on_unimplemented(
    message = "the parent of a required relation can not be filtered: a record always has it",
    label = "filter the query instead, as in `.filter(Post::AUTHOR.has(…))`"
)]
pub trait MayBeAbsent: Arity {}

#[diagnostic::do_not_recommend]
impl MayBeAbsent for Many {}
#[diagnostic::do_not_recommend]
impl MayBeAbsent for Nullable {}
